//===- Help.cpp - What --help prints --------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Help.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Option/Option.h"

#include <map>

using namespace llvm;
using namespace llvm::opt;

static constexpr size_t Columns = 80;
/// Where texts start. An option that leaves less than two spaces before this
/// column has its text on the next line.
static constexpr size_t TextColumn = 27;

/// "--option=WORD", "-o WORD", "--option".
static std::string spell(const OptTable &Table, const Option &O) {
  std::string Text = O.getPrefixedName().str();
  const char *Word = Table.getOptionMetaVar(O.getID());
  if (!Word)
    return Text;
  // The name of an option that is joined to its value ends with "=".
  return Text + (O.getKind() == Option::JoinedClass ? "" : " ") + Word;
}

static void printOption(raw_ostream &OS, StringRef Spelling, StringRef Text) {
  OS << "  " << Spelling;
  size_t Column = 2 + Spelling.size();
  if (Column + 2 > TextColumn) {
    OS << '\n';
    Column = 0;
  }
  OS.indent(TextColumn - Column);
  Column = TextColumn;
  while (!Text.empty()) {
    auto [Word, Rest] = Text.split(' ');
    if (Column != TextColumn) {
      if (Column + 1 + Word.size() > Columns) {
        OS << '\n';
        OS.indent(TextColumn);
        Column = TextColumn;
      } else {
        OS << ' ';
        ++Column;
      }
    }
    OS << Word;
    Column += Word.size();
    Text = Rest;
  }
  OS << '\n';
}

void btfgen::printHelp(raw_ostream &OS, const OptTable &Table, StringRef Usage,
                       StringRef Overview) {
  OS << "USAGE: " << Usage << "\n\n" << Overview << '\n';
  // Ids of options by the id of their group; 0 for options without a group.
  std::map<unsigned, std::vector<unsigned>> Groups;
  for (unsigned Id = 1; Id <= Table.getNumOptions(); ++Id)
    if (Table.getOptionHelpText(Id) &&
        Table.getOptionKind(Id) != Option::GroupClass)
      Groups[Table.getOptionGroupID(Id)].push_back(Id);
  for (auto &[Group, Ids] : Groups) {
    llvm::stable_sort(Ids, [&](unsigned A, unsigned B) { // by Place
      return Table.getOption(A).getNumArgs() < Table.getOption(B).getNumArgs();
    });
    OS << '\n' << (Group ? Table.getOptionHelpText(Group) : "OPTIONS") << '\n';
    for (unsigned Id : Ids)
      printOption(OS, spell(Table, Table.getOption(Id)),
                  Table.getOptionHelpText(Id));
  }
}
