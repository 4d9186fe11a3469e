//===- TargetKernel.h - What the build of a kernel asks for -----*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What BTF has to be like depends on the kernel that it is for: which kinds
/// that kernel knows, what its own build asks of pahole (scripts/Makefile.btf,
/// formerly scripts/pahole-flags.sh) and what resolve_btfids makes of the
/// result. The table of this is in docs/kbuild.md, "Generations".
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ENCODE_TARGETKERNEL_H
#define BTFGEN_ENCODE_TARGETKERNEL_H

#include "Encode/Config.h"

namespace btfgen {

/// Sets in \p C what is decided by the kernel that the BTF is for.
void setTargetKernel(Config &C, KernelVersion Kernel);

/// The first kernel that knows .BTF.base.
inline constexpr KernelVersion FirstWithDistilledBase = {6, 11};

} // namespace btfgen

#endif // BTFGEN_ENCODE_TARGETKERNEL_H
