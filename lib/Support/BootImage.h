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
/// the Image alone; on s390 and 32-bit Arm the bytes of the kernel without any
/// header, somewhere in the image.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_BOOTIMAGE_H
#define BTFGEN_SUPPORT_BOOTIMAGE_H

#include "Support/Compression.h"

namespace btfgen {

/// Bytes of a file that isBootImage() looks at.
inline constexpr size_t BootHeaderSize = 0x250;

/// Whether a file that starts with \p Start unpacks a kernel.
bool isBootImage(llvm::ArrayRef<uint8_t> Start);

/// The kernel in a boot image.
struct BootPayload {
  llvm::ArrayRef<uint8_t> Bytes; ///< with perhaps more behind
  Compression Format;            ///< None: it is plain
};

/// The kernel in \p Image, which isBootImage(). Where no header says its place
/// it is what can be decompressed to a megabyte or more; if nothing can, all of
/// \p Image. Errors, without the file's name: its place lies outside the image,
/// or it is compressed in a format that is not read.
llvm::Expected<BootPayload> payloadOf(llvm::ArrayRef<uint8_t> Image);

/// Whether \p Image is an unpacked kernel of arm64, RISC-V or LoongArch, which
/// is no ELF file.
bool isPlainKernel(llvm::ArrayRef<uint8_t> Image);

} // namespace btfgen

#endif // BTFGEN_SUPPORT_BOOTIMAGE_H
