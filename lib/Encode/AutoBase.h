//===- AutoBase.h - The base that a module was built for --------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds the base of a module, `--base=auto`: the BTF of the kernel that the
/// module was built for.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ENCODE_AUTOBASE_H
#define BTFGEN_ENCODE_AUTOBASE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace btfgen {

/// Where kernels are looked for; other values than these are for tests.
struct BaseSearch {
  std::string Root;           ///< in front of every path
  std::string RunningRelease; ///< as uname -r; empty: that of this machine
};

struct FoundBase {
  std::string Path;
  /// Places that were looked at before, and why they do not serve.
  std::vector<std::string> PassedOver;
  /// What has to be said about Path; empty: nothing.
  std::string Warning;
};

/// Finds the BTF of the kernel that module \p Path was built for, by the
/// release in its vermagic (.modinfo): in vmlinux in the build folder of that
/// release, where libbpf looks and where distributions put debug files and
/// images, and, if it is the kernel that runs, in /sys/kernel/btf/vmlinux. A
/// place serves if \p Open, which keeps what it opens, succeeds. Error: not a
/// module, or nothing was found, with what is wrong with each place.
llvm::Expected<FoundBase>
findBase(llvm::StringRef Path,
         llvm::function_ref<llvm::Error(llvm::StringRef Place)> Open,
         const BaseSearch &Where = {});

} // namespace btfgen

#endif // BTFGEN_ENCODE_AUTOBASE_H
