//===- SavedBaseIndex.cpp - A base's index in a file ----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A header, then the tables as they are in memory, each where its elements are
// aligned: the sizes of hash tables are powers of two. They are mapped, so a
// process pays for the pages that it reads.
//
// Hashes tell whether the index is whole and of this base. Computing them means
// to read all of both, and takes a third of the time that a small module needs.
// So the header also says which file the base was, and has the time that the
// index got when it was written. If both are still as they were, nobody has
// written to either: the time of a file's last change cannot be set back, and
// nobody could write to the base without one when the index was made. Files
// that come from elsewhere have other inodes, and are checked.
//
//===----------------------------------------------------------------------===//

#include "Dedup/BaseIndex.h"

#include "Support/AtomicFile.h"
#include "Support/OwnedDescriptor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"

#include <bit>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace llvm;
using namespace btfgen;

struct BaseIndex::SavedHeader {
  static constexpr char Title[8] = {'b', 't', 'f', 'i', 'n', 'd', 'e', 'x'};
  /// To be raised when a table, a key or a hash is computed in another way.
  /// Read in the other byte order it is another number.
  static constexpr uint32_t CurrentFormat = 8;

  char Magic[8] = {};
  uint32_t Format = CurrentFormat;
  uint32_t FlattensArrays = 0;
  uint64_t BaseHash[2] = {};   ///< XXH3 of the base's bytes
  uint64_t TablesHash[2] = {}; ///< of all behind the header
  uint32_t NumKeys = 0, NumStrings = 0, NumNames = 0, NumNextNamed = 0,
           NumRecords = 0, NumStarts = 0, NumByKey = 0, NumNextOfKey = 0;
  /// The base's file, and when the index was written: if both files are still
  /// these, neither has to be hashed. All 0: not known.
  FileIdentity BaseFile;
  int64_t Written[2] = {}; ///< seconds, nanoseconds

  void setHashes(ArrayRef<uint8_t> Base, ArrayRef<uint8_t> Tables);
};

std::string BaseIndex::savedPath(StringRef Base) {
  return (Base + ".btf-index").str();
}

static void setHash(uint64_t (&Hash)[2], ArrayRef<uint8_t> Bytes) {
  const XXH128_hash_t H = xxh3_128bits(Bytes);
  Hash[0] = H.low64;
  Hash[1] = H.high64;
}

void BaseIndex::SavedHeader::setHashes(ArrayRef<uint8_t> Base,
                                       ArrayRef<uint8_t> Tables) {
  setHash(BaseHash, Base);
  setHash(TablesHash, Tables);
}

/// Without what depends on the contents of the tables and of the base.
BaseIndex::SavedHeader BaseIndex::header() const {
  SavedHeader H;
  llvm::copy(SavedHeader::Title, H.Magic);
  H.FlattensArrays = FlattensArrays;
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

static std::optional<FileIdentity> identityOf(int FD) {
  Expected<FileState> State = FileState::of(FD, "");
  if (!State) {
    consumeError(State.takeError());
    return std::nullopt;
  }
  return State->isRegular() ? std::optional(State->identity()) : std::nullopt;
}

static OwnedDescriptor openToRead(StringRef Path) {
  return OwnedDescriptor(
      ::open(Path.str().c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
}

std::optional<FileIdentity> BaseIndex::settledFile(StringRef Path) {
  constexpr std::chrono::milliseconds CoarsestTick{20}; // HZ is 100 or more
  const OwnedDescriptor FD = openToRead(Path);
  const std::optional<FileIdentity> Before = identityOf(FD.get());
  if (!Before || Before->Changed[1] == 0)
    return std::nullopt;
  // No clocks are compared: those of two machines may differ.
  std::this_thread::sleep_for(CoarsestTick);
  return identityOf(FD.get()) == Before ? Before : std::nullopt;
}

/// Whether \p Path is \p File, and nobody has it open or mapped for writing.
/// What is written through a mapping that is there already changes no time.
static bool isWithoutWriters(StringRef Path, const FileIdentity &File) {
  const OwnedDescriptor FD = openToRead(Path);
  // The kernel grants a lease only then. Should somebody open the file for
  // writing before it is given back, by closing the file, the kernel sends a
  // signal; one that a process ignores unless it asks for it.
  ::fcntl(FD.get(), F_SETSIG, SIGURG);
  return ::fcntl(FD.get(), F_SETLEASE, F_RDLCK) == 0 &&
         identityOf(FD.get()) == File;
}

Error BaseIndex::save(StringRef Path,
                      const std::optional<FileIdentity> &Settled) const {
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
  H.setHashes(File->bytes(), ArrayRef(Bytes).drop_front(sizeof(H)));
  timespec Times[2] = {};
  if (Settled && File->fileIdentity() == Settled &&
      isWithoutWriters(File->name(), *Settled)) {
    H.BaseFile = *Settled;
    ::clock_gettime(CLOCK_REALTIME, &Times[1]);
    Times[1].tv_nsec -= Times[1].tv_nsec % 1000; // what file systems can keep
    Times[0] = Times[1];
    H.Written[0] = Times[1].tv_sec;
    H.Written[1] = Times[1].tv_nsec;
  }
  std::memcpy(Bytes.data(), &H, sizeof(H));
  if (Error E = writeFileAtomically(Path, Bytes))
    return E;
  // Without that time, the index is hashed whenever it is used.
  if (H.Written[0])
    (void)::utimensat(AT_FDCWD, Path.str().c_str(), Times, 0);
  return Error::success();
}

/// Whether nobody has written to an index since it was, and nobody else could.
static bool isUnchanged(const FileState &Index, const int64_t (&Written)[2]) {
  const FileIdentity Is = Index.identity();
  return Index.isRegular() && Written[0] && Is.Modified[0] == Written[0] &&
         Is.Modified[1] == Written[1] &&
         (Index.owner() == ::geteuid() || Index.owner() == 0);
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
  KnownRecords Known{Starts, std::nullopt};
  if (isUnchanged(Input->state(), H.Written))
    Known.CheckedFile = H.BaseFile;
  Expected<BtfRef> File =
      BtfFile::open(Path, nullptr, BtfChecks::Framing, Known);
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
  Expected.BaseFile = H.BaseFile;
  llvm::copy(H.Written, Expected.Written);
  if (Index->File->isCheckedFile()) {
    llvm::copy(H.BaseHash, Expected.BaseHash);
    llvm::copy(H.TablesHash, Expected.TablesHash);
  } else {
    Expected.setHashes(Index->File->bytes(), Tables);
  }
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
