//===- Language.cpp - Names of source languages ---------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DWARF/Language.h"

#include "llvm/BinaryFormat/Dwarf.h"

using namespace llvm;
using namespace btfgen;

std::vector<uint16_t> btfgen::languageCodes(StringRef Name) {
  std::string Wanted = Name.lower();
  if (Wanted == "asm")
    return {dwarf::DW_LANG_Mips_Assembler};
  // LLVM knows the standard's names: DW_LANG_C_plus_plus_11 is our c++_11 or
  // c++11.
  std::vector<uint16_t> Codes;
  for (unsigned Code = 1; Code < 0x100; ++Code) {
    std::string Known = dwarf::LanguageString(Code).lower();
    StringRef Bare = Known;
    if (!Bare.consume_front("dw_lang_"))
      continue;
    std::string Spelled = Bare.str();
    if (size_t At = Spelled.find("c_plus_plus"); At != std::string::npos)
      Spelled.replace(At, 11, "c++");
    std::string Joined = Spelled;
    llvm::erase(Joined, '_');
    if (Wanted == Bare || Wanted == Spelled || Wanted == Joined)
      Codes.push_back(static_cast<uint16_t>(Code));
  }
  return Codes;
}
