//===- ElfType.h - One template for four kinds of ELF -----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// ELF structures come in two classes and two byte orders. Code that touches
/// them is a template over llvm::object::ELFType; this picks the instance once
/// per file. Private to lib/ELF.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ELF_ELFTYPE_H
#define BTFGEN_ELF_ELFTYPE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Object/ELFTypes.h"
#include "llvm/Support/Error.h"

namespace btfgen {

/// The two bytes of e_ident that say how to read the rest.
struct ElfKind {
  bool Is64 = true;
  bool IsLittleEndian = true;
};

/// Reads the first bytes of a file. An Error where it is not ELF.
inline llvm::Expected<ElfKind> elfKind(llvm::StringRef Path,
                                       llvm::ArrayRef<uint8_t> File) {
  using namespace llvm::ELF;
  if (File.size() < EI_NIDENT || memcmp(File.data(), ElfMagic, 4) != 0)
    return llvm::createStringError(Path + ": not an ELF file");
  uint8_t Class = File[EI_CLASS], Data = File[EI_DATA];
  if (Class != ELFCLASS32 && Class != ELFCLASS64)
    return llvm::createStringError(Path + ": ELF class " +
                                   llvm::Twine(unsigned(Class)) +
                                   ", expected 1 or 2");
  if (Data != ELFDATA2LSB && Data != ELFDATA2MSB)
    return llvm::createStringError(Path + ": ELF byte order " +
                                   llvm::Twine(unsigned(Data)) +
                                   ", expected 1 or 2");
  return ElfKind{Class == ELFCLASS64, Data == ELFDATA2LSB};
}

/// Calls \p F with a value of the ELFType that \p Kind stands for.
template <class Fn> auto withElfType(ElfKind Kind, Fn F) {
  using namespace llvm::object;
  if (Kind.Is64)
    return Kind.IsLittleEndian ? F(ELF64LE()) : F(ELF64BE());
  return Kind.IsLittleEndian ? F(ELF32LE()) : F(ELF32BE());
}

inline std::string hex(uint64_t Value) {
  return "0x" + llvm::Twine::utohexstr(Value).str();
}

} // namespace btfgen

#endif // BTFGEN_ELF_ELFTYPE_H
