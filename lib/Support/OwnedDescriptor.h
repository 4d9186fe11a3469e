//===- OwnedDescriptor.h - Close with the end of a scope --------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A descriptor that is closed when its owner goes. LLVM's make_scope_exit
/// would do, but LLVM 22 gives it another name and deprecates the old one.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_OWNEDDESCRIPTOR_H
#define BTFGEN_SUPPORT_OWNEDDESCRIPTOR_H

#include <unistd.h>

namespace btfgen {

/// Owns a descriptor that was only read, or whose contents are nobody's result:
/// an error of close() would say nothing that matters, and is not looked at.
class OwnedDescriptor {
public:
  /// \p FD is what open() or the like has returned; negative owns nothing.
  explicit OwnedDescriptor(int FD) : FD(FD) {}
  OwnedDescriptor(const OwnedDescriptor &) = delete;
  OwnedDescriptor &operator=(const OwnedDescriptor &) = delete;
  ~OwnedDescriptor() {
    if (FD >= 0)
      ::close(FD);
  }

  /// Negative if nothing is owned.
  int get() const { return FD; }

private:
  const int FD;
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_OWNEDDESCRIPTOR_H
