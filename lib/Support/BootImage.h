//===- BootImage.h - What a kernel boots from -------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A boot image (vmlinuz) has the kernel in it, compressed: on x86 an ELF file
/// behind the code that unpacks it (kernel, Documentation/arch/x86/boot.rst),
/// elsewhere an Image behind an EFI program (drivers/firmware/efi/libstub), or
/// the Image alone.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_BOOTIMAGE_H
#define BTFGEN_SUPPORT_BOOTIMAGE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

namespace btfgen {

/// Bytes of a file that isBootImage() looks at.
inline constexpr size_t BootHeaderSize = 0x250;

/// Whether a file that starts with \p Start unpacks a kernel.
bool isBootImage(llvm::ArrayRef<uint8_t> Start);

/// The compressed kernel in \p Image, with perhaps a few bytes behind. Errors,
/// without the file's name: its place lies outside the image.
llvm::Expected<llvm::ArrayRef<uint8_t>>
payloadOf(llvm::ArrayRef<uint8_t> Image);

/// Whether \p Image is an unpacked kernel of arm64, RISC-V or LoongArch, which
/// is no ELF file.
bool isPlainKernel(llvm::ArrayRef<uint8_t> Image);

} // namespace btfgen

#endif // BTFGEN_SUPPORT_BOOTIMAGE_H
