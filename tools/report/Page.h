//===- Page.h - A report as one HTML page -----------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// In: BTF, and what is known about it as JSON. Out: one HTML page that shows
/// both and that loads nothing. The BTF is in the page as it is, so that what
/// the page shows of types is what the bytes say; the script of the page reads
/// it. The files beside this one are the page's parts.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_REPORT_PAGE_H
#define BTFGEN_TOOLS_REPORT_PAGE_H

#include "BTF/Reader.h"

#include <string>
#include <vector>

namespace btfgen {

class Page {
public:
  /// \p Program is what made the page; \p Title is about what.
  Page(llvm::StringRef Program, llvm::StringRef Title)
      : Program(Program), Title(Title) {}

  /// Adds \p File, which must stay alive, called \p Name, and its bases. What
  /// is added so is what the page is about; bases are there for its types.
  void add(const BtfFile &File, llvm::StringRef Name);

  /// Writes the page. \p What is "report" or "differences"; \p Json is that, as
  /// one JSON value in UTF-8.
  void write(llvm::raw_ostream &OS, llvm::StringRef What,
             llvm::StringRef Json) const;

private:
  struct File {
    const BtfFile *Btf;
    std::string Name;
    int Base;   ///< place of the base among the files; -1: none
    bool Shown; ///< not only the base of another
  };
  int place(const BtfFile &File, llvm::StringRef Name);
  void writeData(llvm::raw_ostream &OS, llvm::StringRef What,
                 llvm::StringRef Json) const;

  std::string Program, Title;
  std::vector<File> Files; ///< a base comes before what is split from it
};

} // namespace btfgen

#endif // BTFGEN_TOOLS_REPORT_PAGE_H
