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
/// And types are in order of their names. From 7.3 on, the encoder does not say
/// which functions are kfuncs: the tags for that, and for their pointers into
/// arenas, are added here.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TRANSFORM_KERNELTYPES_H
#define BTFGEN_TRANSFORM_KERNELTYPES_H

#include "Transform/ResolveIds.h"

#include <vector>

namespace btfgen {

struct FinishedTypes {
  std::vector<uint8_t> Bytes;
  /// By old id, those of the base included: the new one.
  std::vector<uint32_t> NewIds;
};

/// The own types of \p Btf, read with BtfChecks::Full, as raw BTF that
/// continues the same base, the old strings first. If none of them has a tag
/// bpf_kfunc, those functions get one that \p Kfuncs has in sets of kfuncs, and
/// what else 7.3 adds; no type is added that is there already. With \p Sorted,
/// types are in the order of their names, those without a name first. If there
/// is nothing to change the bytes are those of \p Btf. Errors: a kfunc whose
/// name would be too long with
/// "_impl" behind it, that has no prototype, about whose flags sets disagree,
/// or that has another type where its flags or names say a pointer into an
/// arena.
llvm::Expected<FinishedTypes>
finishKernelTypes(const BtfFile &Btf, const llvm::StringMap<KfuncFlags> &Kfuncs,
                  bool Sorted);

} // namespace btfgen

#endif // BTFGEN_TRANSFORM_KERNELTYPES_H
