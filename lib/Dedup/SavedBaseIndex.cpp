//===- SavedBaseIndex.cpp - A base's index in a file ----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A header, then the tables as they are in memory, those of larger elements
// first. They are mapped, so a process pays for the pages that it reads, and
// for hashing them and the base once.
//
//===----------------------------------------------------------------------===//

#include "Dedup/BaseIndex.h"

#include "Support/AtomicFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"

#include <bit>
#include <cstring>

using namespace llvm;
using namespace btfgen;

struct BaseIndex::SavedHeader {
  static constexpr char Title[8] = {'b', 't', 'f', 'i', 'n', 'd', 'e', 'x'};
  /// To be raised when a table, a key or a hash is computed in another way.
  /// Read in the other byte order it is another number.
  static constexpr uint32_t CurrentFormat = 6;

  char Magic[8] = {};
  uint32_t Format = CurrentFormat;
  uint32_t FlattensArrays = 0;
  uint64_t BaseHash[2] = {};   ///< XXH3 of the base's bytes
  uint64_t TablesHash[2] = {}; ///< of all behind the header
  uint32_t NumKeys = 0, NumStrings = 0, NumNames = 0, NumNextNamed = 0,
           NumRecords = 0, NumStarts = 0, NumByKey = 0, NumNextOfKey = 0;
};

std::string BaseIndex::savedPath(StringRef Base) {
  return (Base + ".btf-index").str();
}

static void setHash(uint64_t (&Hash)[2], ArrayRef<uint8_t> Bytes) {
  const XXH128_hash_t H = xxh3_128bits(Bytes);
  Hash[0] = H.low64;
  Hash[1] = H.high64;
}

/// All but the hash of the tables.
BaseIndex::SavedHeader BaseIndex::header() const {
  SavedHeader H;
  llvm::copy(SavedHeader::Title, H.Magic);
  H.FlattensArrays = FlattensArrays;
  setHash(H.BaseHash, File->bytes());
  H.NumKeys = Keys.size();
  H.NumStrings = Strings.slots().size();
  H.NumNames = Names.size();
  H.NumNextNamed = NextNamed.size();
  H.NumRecords = Records.size();
  H.NumStarts = File->recordStarts().size();
  H.NumByKey = ByKey.size();
  H.NumNextOfKey = NextOfKey.size();
  return H;
}

Error BaseIndex::save(StringRef Path) const {
  SavedHeader H = header();
  std::vector<uint8_t> Bytes(sizeof(H));
  auto Append = [&](auto Table) {
    const auto *Begin = reinterpret_cast<const uint8_t *>(Table.begin());
    Bytes.insert(Bytes.end(), Begin,
                 reinterpret_cast<const uint8_t *>(Table.end()));
  };
  Append(Keys);
  Append(Strings.slots());
  Append(Names);
  Append(NextNamed);
  Append(Records);
  Append(File->recordStarts());
  Append(ByKey);
  Append(NextOfKey);
  setHash(H.TablesHash, ArrayRef(Bytes).drop_front(sizeof(H)));
  std::memcpy(Bytes.data(), &H, sizeof(H));
  return writeFileAtomically(Path, Bytes);
}

/// The index of the base \p Path in the file beside it; null if there is none,
/// or if it does not belong to what \p Path is now, or is damaged.
std::unique_ptr<const BaseIndex> BaseIndex::openSaved(StringRef Path) {
  auto Input = expectedToOptional(InputFile::open(savedPath(Path)));
  if (!Input)
    return nullptr;
  auto Saved = expectedToOptional(
      FileBytes::mapOrRead(Input->descriptor(), savedPath(Path)));
  SavedHeader H;
  if (!Saved || Saved->bytes().size() < sizeof(H))
    return nullptr;
  ArrayRef<uint8_t> Rest = Saved->bytes();
  std::memcpy(&H, Rest.data(), sizeof(H));
  Rest = Rest.drop_front(sizeof(H));
  const ArrayRef<uint8_t> Tables = Rest;
  auto Take = [&](auto &Table, uint32_t Count) {
    using T = typename std::remove_reference_t<decltype(Table)>::value_type;
    if (Rest.size() / sizeof(T) < Count)
      return false;
    Table = ArrayRef(reinterpret_cast<const T *>(Rest.data()), Count);
    Rest = Rest.drop_front(Count * sizeof(T));
    return true;
  };
  std::unique_ptr<BaseIndex> Index(new BaseIndex(nullptr));
  ArrayRef<StringIndex::Slot> Slots;
  ArrayRef<uint32_t> Starts;
  if (!Take(Index->Keys, H.NumKeys) || !Take(Slots, H.NumStrings) ||
      !Take(Index->Names, H.NumNames) ||
      !Take(Index->NextNamed, H.NumNextNamed) ||
      !Take(Index->Records, H.NumRecords) || !Take(Starts, H.NumStarts) ||
      !Take(Index->ByKey, H.NumByKey) ||
      !Take(Index->NextOfKey, H.NumNextOfKey) || !Rest.empty())
    return nullptr;
  // Who made the index has checked what the base refers to, if it is the same.
  Expected<BtfRef> File =
      BtfFile::open(Path, nullptr, BtfChecks::Framing, Starts);
  if (!File || (*File)->base()) {
    consumeError(File.takeError()); // whoever opens it without an index tells
    return nullptr;
  }
  Index->File = std::move(*File);
  Index->Strings = StringIndex(Index->File->strings(), Slots);
  Index->FlattensArrays = H.FlattensArrays;
  Index->SavedInput.emplace(std::move(*Input));
  Index->Saved = std::move(*Saved);
  SavedHeader Expected = Index->header();
  setHash(Expected.TablesHash, Tables);
  if (std::memcmp(&Expected, &H, sizeof(H)) != 0 || !Index->isSound())
    return nullptr;
  return Index;
}

Error BaseIndex::checkRead() const {
  if (Error E = File->checkRead())
    return E;
  return SavedInput ? SavedInput->checkUnchanged() : Error::success();
}

/// Whether the tables have the sizes that they must have, and an end for each
/// search. What they say is looked at where it is used: nobody needs all of it.
bool BaseIndex::isSound() const {
  auto IsTable = [](auto Slots, auto IsFree) {
    return std::has_single_bit(Slots.size()) && any_of(Slots, IsFree);
  };
  auto IsFreeId = [](uint32_t Id) { return !Id; };
  return Keys.size() == File->ownCount() && NextNamed.size() == endId() &&
         NextOfKey.size() == endId() &&
         IsTable(Strings.slots(), [](auto &S) { return !S.Offset; }) &&
         IsTable(Names, [](auto &S) { return !S.Offset; }) &&
         IsTable(Records, IsFreeId) && IsTable(ByKey, IsFreeId);
}
