//===- BlobWriter.h - Bytes as an object to link ----------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// In: some bytes and an ELF file that says for which machine. Out: a
/// relocatable object with the bytes in one allocated read-only section, and,
/// if wanted, symbols around them under the names that `objcopy -I binary`
/// would give them. Unlike objcopy it has the machine's e_flags, without which
/// several linkers refuse it, and asks for no executable stack.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ELF_BLOBWRITER_H
#define BTFGEN_ELF_BLOBWRITER_H

#include "Support/InputFile.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace btfgen {

/// What an ELF file says about the machine it is for.
struct ElfTarget {
  bool Is64 = true;
  bool IsLittleEndian = true;
  uint8_t OSABI = 0, ABIVersion = 0;
  uint16_t Machine = 0; ///< EM_*
  uint32_t Flags = 0;   ///< e_flags as a relocatable file has them

  /// Reads the ELF header of \p Path and nothing else.
  static llvm::Expected<ElfTarget> read(llvm::StringRef Path);
  /// The same for what is open or in memory.
  static llvm::Expected<ElfTarget> read(const InputSource &Source);
};

struct Blob {
  llvm::StringRef Section = ".BTF";
  llvm::ArrayRef<uint8_t> Bytes;
  /// Defines SYMBOLS_start and SYMBOLS_end in the section and the absolute
  /// SYMBOLS_size. Empty: none of them.
  std::string Symbols;
};

/// "_binary_" and \p File with '_' for all but ASCII letters and digits.
std::string blobSymbols(llvm::StringRef File);

/// The object file. An Error if it exceeds what a 32-bit file can hold.
llvm::Expected<std::vector<uint8_t>> writeBlobObject(const ElfTarget &Target,
                                                     const Blob &B);

} // namespace btfgen

#endif // BTFGEN_ELF_BLOBWRITER_H
