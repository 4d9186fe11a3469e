//===- AutoBase.h - The base that a module was built for --------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ENCODE_AUTOBASE_H
#define BTFGEN_ENCODE_AUTOBASE_H

#include "llvm/Support/Error.h"

#include <string>

namespace btfgen {

/// Finds the BTF of the kernel that module \p Path was built for, by the
/// release in its vermagic (.modinfo): vmlinux in the build folder of that
/// release, where distributions put debug images, and, if it is the kernel that
/// runs, /sys/kernel/btf/vmlinux. Error: not a module, or nothing was found,
/// with the places that were looked at.
llvm::Expected<std::string> findBase(llvm::StringRef Path);

} // namespace btfgen

#endif // BTFGEN_ENCODE_AUTOBASE_H
