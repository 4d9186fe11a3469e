//===- SystemError.h - Errors of system calls -------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_SYSTEMERROR_H
#define BTFGEN_SUPPORT_SYSTEMERROR_H

#include "llvm/ADT/Twine.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/Error.h"

#include <cerrno>

namespace btfgen {

/// The system call that was made last on \p Path has failed, as errno says.
inline llvm::Error systemError(const llvm::Twine &Path,
                               const llvm::Twine &What) {
  const int Errno = errno;
  return llvm::createStringError(
      std::error_code(Errno, std::generic_category()),
      Path + ": " + What + ": " + llvm::sys::StrError(Errno));
}

} // namespace btfgen

#endif // BTFGEN_SUPPORT_SYSTEMERROR_H
