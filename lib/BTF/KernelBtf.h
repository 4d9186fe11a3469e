//===- KernelBtf.h - The BTF in a kernel that is no ELF file ----*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Finds the BTF in a kernel image that is not ELF.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_BTF_KERNELBTF_H
#define BTFGEN_BTF_KERNELBTF_H

#include "BTF/Reader.h"

namespace btfgen {

/// The BTF in the bytes of a \p Kernel that has no table of sections. It is
/// found by its header and by being valid from the first to the last byte,
/// references included. The result refers to these bytes. Error, naming \p
/// Path: there is none.
llvm::Expected<BtfRef> findKernelBtf(llvm::StringRef Kernel,
                                     llvm::StringRef Path);

} // namespace btfgen

#endif // BTFGEN_BTF_KERNELBTF_H
