//===- BaseIndexTest.cpp - What an index says of a base -------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dedup/BaseIndex.h"
#include "BtfBuilder.h"
#include "Dedup/ContentKeys.h"
#include "Support/OwnedDescriptor.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"

#include <fcntl.h>
#include <random>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace llvm;
using namespace btfgen;

namespace {

/// A unit that says what everyKind() says, as far as units say such things.
/// Types have the places of their ids.
struct SameUnit {
  Names &N;
  UnitTypes U;
  uint32_t Signed = TypeSigned, Count = 4, BitSize = 5, High = 1;
  const char *Member = "c";

  LocalType &add(TypeKind Kind, StringRef Name = "", uint32_t Ref = 0,
                 uint32_t Size = 0, uint8_t Flags = 0) {
    LocalType T;
    T.Kind = Kind;
    T.Name = N.fromText(Name);
    T.Ref = Ref ? Ref - 1 : VoidRef;
    T.Size = Size;
    T.Flags = Flags;
    U.Types.push_back(T);
    return U.Types.back();
  }
  void items(LocalType &T, std::vector<Item> Items) {
    T.First = U.Items.size();
    T.Count = Items.size();
    U.Items.insert(U.Items.end(), Items.begin(), Items.end());
  }
  Item item(StringRef Name, uint32_t Ref, uint32_t A = 0, uint32_t B = 0) {
    return {N.fromText(Name), Ref ? Ref - 1 : VoidRef, A, B};
  }

  std::vector<Key128> keys() {
    add(TypeKind::Int, "int", 0, 4, Signed);
    add(TypeKind::Ptr, "", 1);
    add(TypeKind::Array, "", 1, Count);
    items(add(TypeKind::Struct, "s", 0, 32),
          {item("a", 1), item("b", 2, 64), item(Member, 3, 128)});
    items(add(TypeKind::Struct, "bits", 0, 4),
          {item("x", 1, 0, 3), item("y", 1, 3, BitSize)});
    items(add(TypeKind::Union, "u", 0, 4), {item("a", 1), item("", 1)});
    items(add(TypeKind::Enum, "e", 0, 4), {item("A", 0), item("B", 0, 7)});
    add(TypeKind::Struct, "f", 0, 0, TypeDeclaration);
    add(TypeKind::Typedef, "t", 1);
    add(TypeKind::Volatile, "", 9);
    add(TypeKind::Const);
    add(TypeKind::Restrict, "", 2);
    items(add(TypeKind::FuncProto), {item("x", 1), item("", 0)});
    for (const char *NoType : {"fn", "v", ".data"})
      add(TypeKind::Unsupported, NoType);
    add(TypeKind::Float, "float", 0, 4);
    add(TypeKind::Unsupported, "on fn");
    add(TypeKind::Unsupported, "on s");
    add(TypeKind::TypeTag, "tag", 1);
    add(TypeKind::Ptr, "", 20);
    items(add(TypeKind::Enum, "e64", 0, 8, TypeSigned),
          {item("C", 0, 1, High)});
    ContentKeys Keys;
    Keys.compute(U);
    return Keys.contents();
  }
};

class BaseIndexTest : public testing::Test {
protected:
  ByteVector Bytes = everyKind().build();
  std::unique_ptr<const BaseIndex> Index = cantFail(BaseIndex::create(
      cantFail(BtfFile::parse(Bytes, "base")), /*Keyed=*/true, 2));
  std::unique_ptr<Names> N = cantFail(
      Names::create(SectionBytes(), SectionBytes(), Names::Identity::ByContent,
                    {}, &Index->strings()));

  /// The base is a file, and there may be an index beside it.
  TestDirectory Dir;
  const std::string Path = Dir.write("base", Bytes);
  /// What is saved of Index, and is beside the base from then on.
  ByteVector save() {
    const std::string At = BaseIndex::savedPath(Path);
    cantFail(Index->save(At, std::nullopt));
    const auto Buffer = cantFail(errorOrToExpected(MemoryBuffer::getFile(At)));
    return {Buffer->getBuffer().bytes_begin(), Buffer->getBuffer().bytes_end()};
  }
  std::unique_ptr<const BaseIndex> openWith(const ByteVector &Saved) {
    Dir.write("base.btf-index", Saved);
    return cantFail(BaseIndex::open(Path, /*Keyed=*/true, 1));
  }

  /// The ids at which a unit says something else than the base.
  std::vector<uint32_t> different(SameUnit Unit) {
    const std::vector<Key128> Keys = Unit.keys();
    EXPECT_EQ(Index->keys().size(), Keys.size());
    std::vector<uint32_t> Ids;
    for (uint32_t I = 0; I < Keys.size(); ++I)
      if (Keys[I] != Index->keys()[I])
        Ids.push_back(I + 1);
    return Ids;
  }
  using Ids = std::vector<uint32_t>;
  /// What is no type in a unit has no key that a unit's type could have.
  const Ids NoTypes = {14, 15, 16, 18, 19};
  static Ids with(Ids A, const Ids &B) {
    A.insert(A.end(), B.begin(), B.end());
    llvm::sort(A);
    return A;
  }
};

TEST_F(BaseIndexTest, KeysAreThoseOfUnits) {
  EXPECT_EQ(NoTypes, different({*N, {}}));
}

TEST_F(BaseIndexTest, KeysTellWhatDiffers) {
  SameUnit Unsigned{*N, {}}, Longer{*N, {}}, Wider{*N, {}}, Renamed{*N, {}},
      Larger{*N, {}};
  Unsigned.Signed = 0; // all that reaches int, but for ENUMs and FWD
  EXPECT_EQ(with(NoTypes, {1, 2, 3, 4, 5, 6, 9, 10, 12, 13, 20, 21}),
            different(Unsigned));
  Longer.Count = 5; // the array and the struct that it is in
  EXPECT_EQ(with(NoTypes, {3, 4}), different(Longer));
  Wider.BitSize = 6;
  EXPECT_EQ(with(NoTypes, {5}), different(Wider));
  Renamed.Member = "unheard of";
  EXPECT_EQ(with(NoTypes, {4}), different(Renamed));
  Larger.High = 2;
  EXPECT_EQ(with(NoTypes, {22}), different(Larger));
}

TEST_F(BaseIndexTest, FindsTheLowestIdOfAKey) {
  std::vector<Key128> Wanted = Index->keys();
  Wanted.push_back({1, 2}); // nobody's
  std::vector<uint32_t> Lowest;
  for (const Key128 &Key : Wanted) {
    auto It = llvm::find(Index->keys(), Key);
    Lowest.push_back(
        It == Index->keys().end() ? 0 : It - Index->keys().begin() + 1);
  }
  EXPECT_EQ(0u, Lowest.back());
  std::vector<uint32_t> Found(Wanted.size());
  Index->findKeys(Wanted, Found);
  EXPECT_EQ(Lowest, Found);
}

TEST_F(BaseIndexTest, ChainsOfOneKey) {
  BtfBuilder B;
  const uint32_t Int = B.integer(), Char = B.integer("char", 1, 8);
  auto Union = [&](uint32_t Type) {
    return B.aggregate(llvm::BTF::BTF_KIND_UNION, "", 4, {{"", Type, 0}});
  };
  const uint32_t First = Union(Int), Other = Union(Char), Second = Union(Int),
                 Third = Union(Int);
  const ByteVector Repeating = B.build();
  const auto Made = cantFail(BaseIndex::create(
      cantFail(BtfFile::parse(Repeating, "base")), /*Keyed=*/true, 1));
  EXPECT_EQ(Second, Made->nextOfKey(First));
  EXPECT_EQ(Third, Made->nextOfKey(Second));
  for (uint32_t Last : {Int, Char, Other, Third})
    EXPECT_EQ(0u, Made->nextOfKey(Last)) << Last;
}

TEST_F(BaseIndexTest, OwnNames) {
  BtfBuilder B = everyKind();
  // Their names at the same offsets again, as strings are there only once.
  auto Again = [&](uint32_t Id, unsigned Kind, uint32_t Word) {
    const uint32_t NewId = B.add(Kind, "", Word);
    B.Types[B.Types.size() - 3] = Index->file().type(BtfId(Id)).nameOffset();
    return NewId;
  };
  const uint32_t Typedef = Again(4, llvm::BTF::BTF_KIND_TYPEDEF, 4);
  const uint32_t Declared = Again(6, llvm::BTF::BTF_KIND_FWD, 1u << 31);
  const ByteVector More = B.build();
  const auto MoreIndex = cantFail(BaseIndex::create(
      cantFail(BtfFile::parse(More, "base")), /*Keyed=*/true, 1));
  Ids Alone, AloneInMore;
  for (uint32_t Id = 1; Id < Index->endId(); ++Id)
    if (Index->hasOwnName(Id))
      Alone.push_back(Id);
  for (uint32_t Id = 1; Id < MoreIndex->endId(); ++Id)
    if (MoreIndex->hasOwnName(Id))
      AloneInMore.push_back(Id);
  EXPECT_EQ(Ids({4, 5, 6, 7, 8, 9, 22}), Alone);
  EXPECT_EQ(Ids({5, 7, 8, 9, 22}), AloneInMore);
  EXPECT_EQ(Typedef, MoreIndex->nextNamed(4));
  EXPECT_EQ(Declared, MoreIndex->nextNamed(6));
  EXPECT_EQ(0u, MoreIndex->nextNamed(5));
}

TEST_F(BaseIndexTest, NoKeysUnlessAskedFor) {
  EXPECT_TRUE(cantFail(BaseIndex::create(Index->ref(), /*Keyed=*/false, 1))
                  ->keys()
                  .empty());
}

/// Everything that can be asked of an index.
std::string answers(const BaseIndex &Index) {
  std::string All;
  raw_string_ostream OS(All);
  for (const char *Text : {"int", "s", "bits", "A", "x", "e64", "no such"}) {
    const uint32_t Offset = Index.strings().find(Text);
    OS << Text << ' ' << Offset << ':';
    uint32_t Type = Offset ? Index.firstNamed(Offset) : 0;
    for (; Type; Type = Index.nextNamed(Type))
      OS << ' ' << Type;
    OS << '\n';
  }
  for (uint32_t Id = 1; Id < Index.endId(); ++Id)
    OS << Id << ' ' << Index.findRecord(Index.file().record(BtfId(Id))) << ' '
       << Index.hasOwnName(Id) << ' ' << Index.keys()[Id - 1].Lo << ' '
       << Index.nextOfKey(Id) << '\n';
  std::vector<uint32_t> Found(Index.keys().size());
  Index.findKeys(Index.keys(), Found);
  for (uint32_t Id : Found)
    OS << Id << ' ';
  OS << Index.flattensArrays();
  return All;
}

TEST_F(BaseIndexTest, SavedIsTheSame) {
  EXPECT_FALSE(cantFail(BaseIndex::open(Path, true, 1))->wasSaved());
  save();
  const auto Saved = cantFail(BaseIndex::open(Path, false, 1));
  EXPECT_TRUE(Saved->wasSaved());
  EXPECT_EQ(answers(*Index), answers(*Saved));
}

TEST_F(BaseIndexTest, SavedOfSomethingElse) {
  save();
  BtfBuilder Other = everyKind();
  Other.Types[3] ^= 0x01000000; // int's encoding: as long, as sound
  Dir.write("base", Other.build());
  const auto Made = cantFail(BaseIndex::open(Path, true, 1));
  EXPECT_FALSE(Made->wasSaved());
  EXPECT_NE(answers(*Index), answers(*Made));
}

// Of SavedHeader.
constexpr size_t HashAt = 32, CountsAt = 48, FilesAt = 80, TablesAt = 152;

TEST_F(BaseIndexTest, DamagedIsNotUsed) {
  const ByteVector Good = save();
  auto IsUsed = [&](const ByteVector &Damaged) {
    return openWith(Damaged)->wasSaved();
  };
  ASSERT_TRUE(IsUsed(Good));
  EXPECT_FALSE(IsUsed({}));
  ByteVector Damaged = Good;
  Damaged.push_back(0);
  EXPECT_FALSE(IsUsed(Damaged));
  for (size_t I = 0; I < Good.size(); I += I < 128 ? 1 : 61) {
    Damaged.assign(Good.begin(), Good.begin() + I);
    EXPECT_FALSE(IsUsed(Damaged)) << "cut at " << I;
    Damaged = Good;
    Damaged[I] ^= 0x10;
    // Files that there are not do not matter: all is hashed.
    const bool SaysWhichFiles = I >= FilesAt && I < TablesAt;
    EXPECT_EQ(SaysWhichFiles, IsUsed(Damaged)) << "changed at " << I;
  }
}

/// Makes the tables of \p Index those that its header says.
void hashTables(ByteVector &Index) {
  const XXH128_hash_t H = xxh3_128bits(ArrayRef(Index).drop_front(TablesAt));
  std::memcpy(&Index[HashAt], &H.low64, 8);
  std::memcpy(&Index[HashAt + 8], &H.high64, 8);
}

/// Tables that are sound in themselves but for another number of types, and
/// tables without an end.
TEST_F(BaseIndexTest, MadeUpSizesAreRefused) {
  const ByteVector Good = save();
  uint32_t Counts[8];
  std::memcpy(Counts, &Good[CountsAt], sizeof(Counts));
  constexpr size_t Sizes[] = {16, 4, 8, 4, 4, 4, 4, 4}; // of an entry
  enum { Keys, Strings, Names, NextNamed, Records, Starts, ByKey, NextOfKey };
  auto End = [&](unsigned Table) {
    size_t At = TablesAt;
    for (unsigned I = 0; I <= Table; ++I)
      At += Counts[I] * Sizes[I];
    return At;
  };
  ASSERT_EQ(Good.size(), End(NextOfKey));
  for (unsigned Table :
       {Keys, Strings, Names, NextNamed, Records, Starts, NextOfKey}) {
    ByteVector Short = Good;
    const auto Behind = Short.begin() + static_cast<ptrdiff_t>(End(Table));
    Short.erase(Behind - static_cast<ptrdiff_t>(Sizes[Table]), Behind);
    const uint32_t Count = Counts[Table] - 1;
    std::memcpy(&Short[CountsAt + 4 * Table], &Count, 4);
    hashTables(Short);
    EXPECT_FALSE(openWith(Short)->wasSaved()) << Table;
  }
  for (unsigned Table : {Strings, Names, Records, ByKey}) {
    ByteVector Full = Good;
    const size_t Size = Counts[Table] * Sizes[Table];
    std::fill_n(&Full[End(Table) - Size], Size, 1);
    hashTables(Full);
    EXPECT_FALSE(openWith(Full)->wasSaved()) << Table;
  }
}

/// Somebody may make tables up and hash them. What they say is wrong then, but
/// every search ends, within the base.
TEST_F(BaseIndexTest, MadeUpIsHarmless) {
  const ByteVector Good = save();
  std::mt19937 Random(1);
  unsigned NumUsed = 0;
  for (unsigned Round = 0; Round < 500; ++Round) {
    ByteVector MadeUp = Good;
    for (unsigned I = 0, E = 1 + Random() % 200; I < E; ++I)
      MadeUp[TablesAt + Random() % (Good.size() - TablesAt)] = Random();
    hashTables(MadeUp);
    const auto Opened = openWith(MadeUp);
    NumUsed += Opened->wasSaved();
    EXPECT_FALSE(answers(*Opened).empty());
  }
  EXPECT_LT(100u, NumUsed);
}

/// An index of a file, both of which may be changed.
class FileIndexTest : public BaseIndexTest {
protected:
  const std::string IndexPath = BaseIndex::savedPath(Path);
  FileIndexTest() { saveIndex(); }
  void saveIndex() {
    const auto Settled = BaseIndex::settledFile(Path);
    cantFail(
        cantFail(BaseIndex::open(Path, true, 1))->save(IndexPath, Settled));
  }
  /// Whether the file system says who writes, and fractions of seconds.
  bool canTrust() const {
    const OwnedDescriptor FD(::open(Path.c_str(), O_RDONLY));
    struct stat Status;
    return ::fstat(FD.get(), &Status) == 0 && Status.st_ctim.tv_nsec &&
           ::fcntl(FD.get(), F_SETLEASE, F_RDLCK) == 0;
  }
  struct Found {
    bool IsUsed, IsHashed;
    bool operator==(const Found &) const = default;
  };
  const Found Trusted{true, false}, Checked{true, true}, Refused{false, true};
  Found open() {
    const auto Opened = cantFail(BaseIndex::open(Path, true, 1));
    if (Opened->wasSaved()) {
      EXPECT_EQ(answers(*Index), answers(*Opened));
    }
    return {Opened->wasSaved(), !Opened->file().isCheckedFile()};
  }
  /// Writes one byte in place, and sets the time of the last change back.
  static void change(const std::string &File, off_t At, uint8_t Byte,
                     bool SetBack) {
    const OwnedDescriptor FD(::open(File.c_str(), O_RDWR));
    struct stat Before;
    ASSERT_EQ(0, ::fstat(FD.get(), &Before));
    ASSERT_EQ(1, ::pwrite(FD.get(), &Byte, 1, At));
    const timespec Times[] = {Before.st_atim, Before.st_mtim};
    if (SetBack) {
      ASSERT_EQ(0, ::futimens(FD.get(), Times));
    }
  }
};

TEST_F(FileIndexTest, OfTheVeryFileIsTrusted) {
  EXPECT_EQ(canTrust() ? Trusted : Checked, open());
}

/// What is written through a mapping changes no time after the first write.
TEST_F(FileIndexTest, OfAFileThatIsMappedForWritingIsChecked) {
  char *Mapped;
  {
    const OwnedDescriptor FD(::open(Path.c_str(), O_RDWR));
    Mapped = static_cast<char *>(::mmap(nullptr, Bytes.size(),
                                        PROT_READ | PROT_WRITE, MAP_SHARED,
                                        FD.get(), 0));
  }
  ASSERT_NE(MAP_FAILED, static_cast<void *>(Mapped));
  volatile char &Last = Mapped[Bytes.size() - 2]; // of the last string
  const char Before = Last;
  Last = Before;
  saveIndex();
  EXPECT_EQ(Checked, open());
  Last = 'X';
  EXPECT_EQ(Refused, open());
  Last = Before;
  ASSERT_EQ(0, ::munmap(Mapped, Bytes.size()));
  saveIndex();
  EXPECT_EQ(canTrust() ? Trusted : Checked, open());
}

TEST_F(FileIndexTest, OfAFileThatIsOpenForWritingIsChecked) {
  const OwnedDescriptor FD(::open(Path.c_str(), O_WRONLY));
  saveIndex();
  EXPECT_EQ(Checked, open());
}

/// What was read may have been older.
TEST_F(FileIndexTest, OfAFileThatWasNotSettledIsChecked) {
  auto Settled = BaseIndex::settledFile(Path);
  const auto Opened = cantFail(BaseIndex::open(Path, true, 1));
  cantFail(Opened->save(IndexPath, std::nullopt));
  EXPECT_EQ(Checked, open());
  if (Settled)
    ++Settled->Changed[1];
  cantFail(Opened->save(IndexPath, Settled));
  EXPECT_EQ(Checked, open());
}

TEST_F(FileIndexTest, OfACopyIsChecked) {
  Dir.write("base", Bytes); // the same bytes, written later
  EXPECT_EQ(Checked, open());
  ASSERT_EQ(0, ::rename(Path.c_str(), (Path + "2").c_str()));
  Dir.write("base", Bytes);
  EXPECT_EQ(Checked, open());
}

TEST_F(FileIndexTest, OfAChangedFileIsRefused) {
  change(Path, Bytes.size() - 2, 'X', /*SetBack=*/false); // of the last string
  EXPECT_EQ(Refused, open());
}

/// Only the inode's own time tells.
TEST_F(FileIndexTest, OfAFileWhoseTimeWasSetBackIsRefused) {
  change(Path, Bytes.size() - 2, 'X', /*SetBack=*/true);
  EXPECT_EQ(Refused, open());
}

TEST_F(FileIndexTest, DamagedIsRefused) {
  change(IndexPath, TablesAt + 8, 0x55, /*SetBack=*/false);
  EXPECT_EQ(Refused, open());
}

TEST_F(FileIndexTest, WrittenByOthersIsChecked) {
  const timespec Times[] = {{0, UTIME_OMIT}, {1'700'000'000, 1}};
  ASSERT_EQ(0, ::utimensat(AT_FDCWD, IndexPath.c_str(), Times, 0));
  EXPECT_EQ(Checked, open());
}

/// If this fails, what an index holds is made in another way than before: then
/// SavedHeader::CurrentFormat has to be raised, and this number be changed.
TEST_F(BaseIndexTest, FormatHasItsNumber) {
  if (!sys::IsLittleEndianHost)
    GTEST_SKIP() << "the number is that of little-endian machines";
  const ByteVector Saved = save(); // of what is no file
  EXPECT_TRUE(all_of(ArrayRef(Saved).slice(FilesAt, TablesAt - FilesAt),
                     [](uint8_t Byte) { return Byte == 0; }));
  EXPECT_EQ(1348658343280668690u, xxh3_64bits(Saved));
}

} // namespace
