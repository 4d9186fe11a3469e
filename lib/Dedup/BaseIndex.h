//===- BaseIndex.h - Finding types of a base by what they say ---*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Split BTF refers to strings and types of its base. An index of the base
/// finds strings, the types of a name, types by content key, and records by
/// their words. It is made once, in a few milliseconds, and shared by all
/// modules of a run. Runs can share it through a file beside the base.
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

/// Not changed after it was made; any number of threads may use it.
class BaseIndex {
public:
  /// Indexes \p File, with content keys if \p Keyed: these cost as much as all
  /// else together, and save a tenth of that in each module. Error: File is
  /// itself split BTF.
  static llvm::Expected<std::unique_ptr<const BaseIndex>>
  create(BtfRef File, bool Keyed, unsigned Threads);

  /// Opens \p Path, raw BTF or ELF with .BTF, and indexes it, or takes the
  /// index from savedPath(Path) if that was made of the same bytes and is
  /// whole.
  static llvm::Expected<std::unique_ptr<const BaseIndex>>
  open(llvm::StringRef Path, bool Keyed, unsigned Threads);

  /// Where open() looks for what save() wrote: \p Base and ".btf-index".
  static std::string savedPath(llvm::StringRef Base);

  /// What the file \p Path has been for long enough that any change from now on
  /// shows in the times of its last changes: waits for 20 ms. None if it was
  /// changed meanwhile, or if its file system only knows seconds.
  static std::optional<FileIdentity> settledFile(llvm::StringRef Path);

  /// Writes the index to \p Path, in this machine's byte order and this version
  /// of the format: it is a cache, not for other machines. Needs keys(). \p
  /// Settled is what settledFile() said of the base before it was opened: while
  /// the base is still that and nobody writes to the index, open() uses it
  /// without hashing. Without it, or if somebody could be writing to the base,
  /// open() always hashes both.
  llvm::Error save(llvm::StringRef Path,
                   const std::optional<FileIdentity> &Settled) const;
  /// Whether open() took the index from a file.
  bool wasSaved() const { return SavedInput.has_value(); }
  /// Error if another program has changed a file that open() has opened.
  llvm::Error checkRead() const;

  /// The base, of which this owns parts: no ref() may outlive it.
  const BtfFile &file() const { return *File; }
  const BtfRef &ref() const { return File; }
  /// Id and string offset at which split BTF continues.
  uint32_t endId() const { return File->endId(); }
  uint32_t stringEnd() const { return File->stringEnd(); }

  /// Whether no array of the base has arrays as elements. pahole up to 1.31
  /// writes such BTF: `int a[2][3]` as an array of six.
  bool flattensArrays() const { return FlattensArrays; }

  const StringIndex &strings() const { return Strings; }

  /// Content keys by id - 1, comparable with those of units whose Names know
  /// the base's strings(). Empty if the index has no keys.
  llvm::ArrayRef<Key128> keys() const { return Keys; }

  /// Sets \p Found to the lowest id with each key of \p Of, 0 where there is
  /// none, and brings the records of these types closer. With keys() only.
  void findKeys(llvm::ArrayRef<Key128> Of,
                llvm::MutableArrayRef<uint32_t> Found) const;

  /// The next type behind \p Type that has its key, by id; 0 at the end. With
  /// keys() only.
  uint32_t nextOfKey(uint32_t Type) const {
    const uint32_t Next = NextOfKey[Type];
    return Next > Type ? existing(Next) : 0;
  }

  /// The first type with the name at that offset (none at 0), by id, and the
  /// one behind \p Type; 0 at the end. Only kinds that refine() looks up by
  /// name: STRUCT, UNION, FWD, ENUM, ENUM64, TYPEDEF.
  uint32_t firstNamed(uint32_t NameOffset) const;
  /// Brings what firstNamed() will read closer.
  void prefetchNamed(uint32_t NameOffset) const;
  uint32_t nextNamed(uint32_t Type) const {
    const uint32_t Next = NextNamed[Type];
    return Next > Type ? existing(Next) : 0;
  }
  /// Whether \p Type is the first and the last with its name.
  bool hasOwnName(uint32_t Type) const { return NextNamed[Type] == Type; }

  /// The lowest id whose record is \p Words; 0 if there is none. The index type
  /// of an ARRAY is not compared. Named STRUCTs and UNIONs, VARs and DATASECs
  /// are not found.
  uint32_t findRecord(llvm::ArrayRef<uint32_t> Words) const;

  /// The first id for which \p Accept returns true, of the anonymous STRUCTs
  /// and UNIONs whose record may be \p Words but for the types of members.
  uint32_t findAnonymous(llvm::ArrayRef<uint32_t> Words,
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
  /// \p Id, or 0 if the base has no such type: a saved table may be damaged.
  uint32_t existing(uint32_t Id) const { return Id < endId() ? Id : 0; }

  struct NameSlot {
    uint32_t Offset = 0; ///< 0: free
    uint32_t First = 0;
  };
  /// The tables that this process has made.
  struct Tables {
    std::vector<NameSlot> Names;
    std::vector<uint32_t> NextNamed, Records, ByKey, NextOfKey;
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
  llvm::ArrayRef<uint32_t> Records;   ///< ids; 0: free
  llvm::ArrayRef<Key128> Keys;        ///< by id - 1
  llvm::ArrayRef<uint32_t> ByKey;     ///< ids; 0: free
  llvm::ArrayRef<uint32_t> NextOfKey; ///< by id; 0 at the end of a chain
  bool FlattensArrays = true;
};

} // namespace btfgen

#endif // BTFGEN_DEDUP_BASEINDEX_H
