//===- BaseIndex.h - Finding types of a base by what they say ---*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Split BTF may refer to strings and types of its base. An index over the base
/// answers: is this string there, which types have this name, is there a record
/// of exactly these words. It is made once, in a few milliseconds, and shared
/// by all modules of a run. Runs share it through a file beside the base.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DEDUP_BASEINDEX_H
#define BTFGEN_DEDUP_BASEINDEX_H

#include "BTF/Reader.h"
#include "Support/FileBytes.h"
#include "Support/Hash128.h"
#include "Support/InputFile.h"
#include "Support/StringIndex.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <optional>

namespace btfgen {

class BaseIndex {
public:
  /// Indexes \p File, with keys if \p Keyed: they cost as much as all else, and
  /// save a tenth of that in each module. Error: it is itself split BTF.
  static llvm::Expected<std::unique_ptr<const BaseIndex>>
  create(BtfRef File, bool Keyed, unsigned Threads);

  /// Opens \p Path, raw BTF or ELF with .BTF, and indexes it, or takes the
  /// index from savedPath(Path) if that was made of the same bytes and is
  /// whole.
  static llvm::Expected<std::unique_ptr<const BaseIndex>>
  open(llvm::StringRef Path, bool Keyed, unsigned Threads);

  /// Where open() looks for what save() wrote: \p Base and ".btf-index".
  static std::string savedPath(llvm::StringRef Base);

  /// Writes the index to \p Path: for this machine's byte order and this
  /// format's version, nothing to keep or to hand on. Needs keys().
  llvm::Error save(llvm::StringRef Path) const;
  /// Whether it was taken from a file.
  bool wasSaved() const { return SavedInput.has_value(); }
  /// Error if another program has changed a file that open() has opened.
  llvm::Error checkRead() const;

  /// The base, of which this owns parts: no ref() may outlive it.
  const BtfFile &file() const { return *File; }
  const BtfRef &ref() const { return File; }
  /// Id and string offset at which split BTF continues.
  uint32_t endId() const { return File->endId(); }
  uint32_t stringEnd() const { return File->stringEnd(); }

  /// No array is an array's element: the base was written by pahole up to 1.31,
  /// for which `int a[2][3]` is an array of six.
  bool flattensArrays() const { return FlattensArrays; }

  const StringIndex &strings() const { return Strings; }

  /// Content keys by id - 1, comparable with those of units whose Names know
  /// strings(); none if the index has no keys.
  llvm::ArrayRef<Key128> keys() const { return Keys; }

  /// Sets \p Found to the lowest id with each key of \p Of, 0 where there is
  /// none, and brings the records of these types closer. With keys() only.
  void findKeys(llvm::ArrayRef<Key128> Of,
                llvm::MutableArrayRef<uint32_t> Found) const;

  /// The first type with the name at that offset, in order of id, and the one
  /// behind \p Type; 0 at the end. Only kinds that refine() looks up by name:
  /// STRUCT, UNION, FWD, ENUM, ENUM64, TYPEDEF.
  uint32_t firstNamed(uint32_t NameOffset) const;
  /// Brings what firstNamed() will read closer.
  void prefetchNamed(uint32_t NameOffset) const;
  uint32_t nextNamed(uint32_t Type) const {
    const uint32_t Next = NextNamed[Type];
    return Next > Type ? existing(Next) : 0;
  }
  /// Whether \p Type is the first and the last with its name.
  bool hasOwnName(uint32_t Type) const { return NextNamed[Type] == Type; }

  /// The lowest id of a record of these words; 0 if there is none. The index
  /// type of an ARRAY does not count. Not for STRUCT and UNION with a name, nor
  /// for VAR and DATASEC.
  uint32_t findRecord(llvm::ArrayRef<uint32_t> Words) const;

  /// The lowest id that \p Accept takes of the nameless STRUCTs and UNIONs
  /// whose record may be \p Words, whatever members refer to.
  uint32_t findNameless(llvm::ArrayRef<uint32_t> Words,
                        llvm::function_ref<bool(uint32_t Id)> Accept) const;

private:
  explicit BaseIndex(BtfRef File) : File(std::move(File)) {}
  void indexNames();
  void markOwnNames();
  void indexRecords();
  void computeKeys();
  struct SavedHeader;
  SavedHeader header() const;
  static std::unique_ptr<const BaseIndex> openSaved(llvm::StringRef Path);
  bool isSound() const;
  /// An id from a table: one that was saved may say anything.
  uint32_t existing(uint32_t Id) const { return Id < endId() ? Id : 0; }

  struct NameSlot {
    uint32_t Offset = 0; ///< 0: free
    uint32_t First = 0;
  };
  /// The tables that this process has made.
  struct Tables {
    std::vector<NameSlot> Names;
    std::vector<uint32_t> NextNamed, Records, ByKey;
    std::vector<Key128> Keys;
  };

  BtfRef File;
  std::optional<InputFile> SavedInput; ///< the file with the tables
  FileBytes Saved;
  Tables Own;
  StringIndex Strings;
  llvm::ArrayRef<NameSlot> Names;
  /// By id; 0 at the end of a chain, the type itself where it is all of it.
  llvm::ArrayRef<uint32_t> NextNamed;
  llvm::ArrayRef<uint32_t> Records; ///< ids; 0: free
  llvm::ArrayRef<Key128> Keys;      ///< by id - 1
  llvm::ArrayRef<uint32_t> ByKey;   ///< ids; 0: free
  bool FlattensArrays = true;
};

} // namespace btfgen

#endif // BTFGEN_DEDUP_BASEINDEX_H
