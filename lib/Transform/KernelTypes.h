//===- KernelTypes.h - What kernel builds change in BTF ---------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A kernel build changes the BTF of vmlinux and modules after the encoder has
/// made it (docs/format.md, "What kernel builds change"). From Linux 7.0 on,
/// BPF programs call some kfuncs without their last arguments, which the
/// verifier adds: a pointer to the program, say. BTF then has two functions,
/// one as BPF programs call it and one, NAME_impl, as the kernel defines it.
/// And types are in order of their names.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TRANSFORM_KERNELTYPES_H
#define BTFGEN_TRANSFORM_KERNELTYPES_H

#include "BTF/Reader.h"

#include "llvm/ADT/StringMap.h"

#include <vector>

namespace btfgen {

/// The own types of \p Btf, read with BtfChecks::Full, as raw BTF that
/// continues the same base. \p KfuncFlags are the flags of kfuncs by name
/// (ResolveIds.h). With \p Sorted, types are in the order of their names, those
/// without a name first. If there is nothing to change the bytes are those of
/// \p Btf. Errors: a kfunc whose name would be too long with "_impl" behind it,
/// or that has no prototype.
llvm::Expected<std::vector<uint8_t>>
finishKernelTypes(const BtfFile &Btf,
                  const llvm::StringMap<uint32_t> &KfuncFlags, bool Sorted);

} // namespace btfgen

#endif // BTFGEN_TRANSFORM_KERNELTYPES_H
