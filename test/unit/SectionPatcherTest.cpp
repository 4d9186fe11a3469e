//===- SectionPatcherTest.cpp ---------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Adding sections changes the ELF header and what lies behind the old end, and
/// nothing else; refusing changes nothing at all.
///
//===----------------------------------------------------------------------===//

#include "ELF/SectionPatcher.h"

#include "ELF/ObjectImage.h"
#include "ElfBuilder.h"

#include <csignal>
#include <sys/resource.h>

using namespace llvm;
using namespace llvm::ELF;
using namespace btfgen;

namespace {

class SectionPatcher : public testing::TestWithParam<ElfKind> {
protected:
  TestDirectory Dir;

  TestElf file(uint16_t FileType = ET_REL) {
    TestElf E{GetParam(), EM_X86_64, FileType};
    E.add({".text", ByteVector(13, 0x90), SHT_PROGBITS, SHF_ALLOC, 0, 0, 4});
    E.add({".data", text("data"), SHT_PROGBITS, SHF_ALLOC | SHF_WRITE});
    E.add({".strtab", text(StringRef("\0main\0", 6)), SHT_STRTAB});
    E.add({".symtab",
           Bytes(GetParam()).symbol(0, 0, 0, 0, 0).symbol(1, 0, 0, 0, 1),
           SHT_SYMTAB, 0, 3, 1, 8});
    return E;
  }

  /// Contents of a section, or "absent".
  ByteVector contents(const std::string &File, StringRef Name) {
    Expected<ObjectImage> Image = ObjectImage::open(File);
    if (!Image)
      return text(toString(Image.takeError()));
    const SectionInfo *S = Image->find(Name);
    if (!S)
      return text("absent");
    Expected<SectionBytes> B = Image->bytes(*S);
    if (!B)
      return text(toString(B.takeError()));
    return ByteVector(B->whole().begin(), B->whole().end());
  }

  /// Everything but the ELF header is where it was.
  void expectOldBytes(const ByteVector &Old, const ByteVector &New) {
    size_t Header = GetParam().Is64 ? 64 : 52;
    ASSERT_GE(New.size(), Old.size());
    EXPECT_TRUE(
        std::equal(Old.begin() + Header, Old.end(), New.begin() + Header));
  }

  void expectRefused(const ByteVector &Contents, NewSection S,
                     StringRef Reason) {
    std::string File = Dir.write("refused", Contents);
    EXPECT_FAILURE(addSections(File, S), Reason.str());
    EXPECT_EQ(Contents, Dir.read(File));
  }
};

INSTANTIATE_TEST_SUITE_P(Kinds, SectionPatcher, AllKinds, kindName);

TEST_P(SectionPatcher, Adds) {
  for (uint16_t Type : {ET_REL, ET_EXEC}) {
    ByteVector Old = file(Type).build(), One = text("btf!"), Two(100, 7);
    std::string File = Dir.write("in", Old);
    NewSection New[] = {{".BTF", One}, {".BTF.base", Two, SHT_PROGBITS, 0, 64}};
    EXPECT_SUCCESS(addSections(File, New));
    expectOldBytes(Old, Dir.read(File));
    EXPECT_EQ(One, contents(File, ".BTF"));
    EXPECT_EQ(Two, contents(File, ".BTF.base"));
    EXPECT_EQ(text("data"), contents(File, ".data"));
    Expected<ObjectImage> Image = ObjectImage::open(File);
    ASSERT_TRUE(bool(Image));
    EXPECT_EQ(8u, Image->sections().size());
    EXPECT_EQ(0u, Image->find(".BTF.base")->FileOffset % 64);
    EXPECT_EQ(64u, Image->find(".BTF.base")->Alignment);
    EXPECT_EQ(0u, Image->find(".BTF")->Flags);
  }
}

TEST_P(SectionPatcher, Empty) {
  std::string File = Dir.write("in", file().build());
  EXPECT_SUCCESS(addSections(File, NewSection{".BTF", {}}));
  EXPECT_EQ(ByteVector(), contents(File, ".BTF"));
}

TEST_P(SectionPatcher, NothingToDo) {
  ByteVector Old = file().build();
  std::string File = Dir.write("in", Old);
  EXPECT_SUCCESS(addSections(File, {}));
  EXPECT_EQ(Old, Dir.read(File));
}

TEST_P(SectionPatcher, Replaces) {
  std::string File = Dir.write("in", file().build());
  ByteVector One = text("first"), Two = text("the second, longer"),
             Three = text("3");
  EXPECT_SUCCESS(addSections(File, NewSection{".BTF", One}));
  ByteVector Old = Dir.read(File);
  EXPECT_SUCCESS(addSections(File, NewSection{".BTF", Two}));
  expectOldBytes(Old, Dir.read(File));
  EXPECT_EQ(Two, contents(File, ".BTF"));
  NewSection Both[] = {{".BTF.base", Three}, {".BTF", One}};
  EXPECT_SUCCESS(addSections(File, Both));
  EXPECT_EQ(One, contents(File, ".BTF"));
  EXPECT_EQ(Three, contents(File, ".BTF.base"));
  Expected<ObjectImage> Image = ObjectImage::open(File);
  ASSERT_TRUE(bool(Image));
  EXPECT_EQ(8u, Image->sections().size());
}

TEST_P(SectionPatcher, Removes) {
  for (bool Compact : {false, true}) {
    ByteVector First = file().build(), One = text("first"), Two(100, 7);
    std::string File = Dir.write("in", First);
    NewSection Both[] = {{".BTF", One}, {".other", Two}};
    EXPECT_SUCCESS(addSections(File, Both));
    ByteVector Old = Dir.read(File);
    EXPECT_SUCCESS(removeSections(File, {".BTF", ".absent"}, {Compact, false}));
    if (!Compact)
      expectOldBytes(Old, Dir.read(File));
    else
      EXPECT_LT(Dir.read(File).size(), Old.size());
    EXPECT_EQ(text("absent"), contents(File, ".BTF"));
    EXPECT_EQ(Two, contents(File, ".other"));
    EXPECT_EQ(text("data"), contents(File, ".data"));
    ByteVector Without = Dir.read(File);
    EXPECT_SUCCESS(removeSections(File, {".BTF"}));
    EXPECT_EQ(Without, Dir.read(File));
    EXPECT_SUCCESS(addSections(File, NewSection{".BTF", One}));
    EXPECT_EQ(One, contents(File, ".BTF"));
  }
}

/// A table of names need not begin with the empty one, so that 0 is a name.
TEST_P(SectionPatcher, RemovesWhatIsNamedFirst) {
  TestElf E{GetParam(), EM_X86_64, ET_REL};
  E.add({".BTF", text("old")});
  E.add({".data", text("data")});
  ByteVector Bytes = E.build();
  withElfType(GetParam(), [&](auto T) {
    using ELFT = decltype(T);
    auto &Header = reinterpret_cast<typename ELFT::Ehdr &>(Bytes[0]);
    MutableArrayRef Table(
        reinterpret_cast<typename ELFT::Shdr *>(&Bytes[Header.e_shoff]),
        Header.e_shnum);
    for (typename ELFT::Shdr &S : Table.drop_front())
      S.sh_name = S.sh_name - 1;
    typename ELFT::Shdr &Names = Table[Header.e_shstrndx];
    Names.sh_offset = Names.sh_offset + 1;
    Names.sh_size = Names.sh_size - 1;
  });
  for (bool Compact : {false, true}) {
    const std::string File = Dir.write("in", Bytes);
    EXPECT_EQ(text("old"), contents(File, ".BTF"));
    EXPECT_SUCCESS(removeSections(File, {".BTF"}, {Compact, false}));
    EXPECT_EQ(text("absent"), contents(File, ".BTF"));
    EXPECT_EQ(text("data"), contents(File, ".data"));
  }
}

TEST_P(SectionPatcher, CannotRemove) {
  TestElf E = file(ET_EXEC);
  E.add({".BTF", text("old"), SHT_PROGBITS, SHF_ALLOC, 0, 0, 1, 0, 0x4000});
  std::string File = Dir.write("in", E.build());
  ByteVector Old = Dir.read(File);
  EXPECT_FAILURE(removeSections(File, {".BTF"}), "part of the loaded image");
  EXPECT_FAILURE(removeSections(File, {".strtab"}), "is used by section 4");
  EXPECT_EQ(Old, Dir.read(File));
}

TEST_P(SectionPatcher, AllocatedInRelocatable) {
  TestElf E = file();
  E.add({".BTF", text("old"), SHT_PROGBITS, SHF_ALLOC});
  std::string File = Dir.write("in", E.build());
  ByteVector New = text("longer than before");
  EXPECT_SUCCESS(addSections(File, NewSection{".BTF", New}));
  EXPECT_EQ(New, contents(File, ".BTF"));
  Expected<ObjectImage> Image = ObjectImage::open(File);
  ASSERT_TRUE(bool(Image));
  EXPECT_EQ(uint64_t(SHF_ALLOC), Image->find(".BTF")->Flags);
}

TEST_P(SectionPatcher, AllocatedInLinked) {
  TestElf E = file(ET_EXEC);
  E.add({".BTF", text("old"), SHT_PROGBITS, SHF_ALLOC, 0, 0, 1, 0, 0x4000});
  ByteVector Old = E.build(), Same = text("new"), Longer = text("longer");
  expectRefused(Old, {".BTF", Longer}, "part of the loaded image with 3 bytes");
  expectRefused(Old, {".NEW", Same, SHT_PROGBITS, SHF_ALLOC}, "no segment");
  std::string File = Dir.write("in", Old);
  NewSection Both[] = {{".BTF", Same}, {".BTF.base", Longer}};
  EXPECT_SUCCESS(addSections(File, Both));
  EXPECT_EQ(Same, contents(File, ".BTF"));
  EXPECT_EQ(Longer, contents(File, ".BTF.base"));
  ByteVector Again = Dir.read(File);
  EXPECT_SUCCESS(addSections(File, NewSection{".BTF", Same}));
  EXPECT_EQ(Again, Dir.read(File));
}

TEST_P(SectionPatcher, KeepsAttributes) {
  TestElf E = file();
  E.add({".BTF_ids", text("12345678"), SHT_NOTE, SHF_ALLOC, 0, 0, 16, 4});
  std::string File = Dir.write("in", E.build());
  ByteVector New = text("87654321");
  NewSection S{".BTF_ids", New};
  S.KeepAttributes = true;
  EXPECT_SUCCESS(addSections(File, S));
  EXPECT_EQ(New, contents(File, ".BTF_ids"));
  Expected<ObjectImage> Image = ObjectImage::open(File);
  ASSERT_TRUE(bool(Image));
  const SectionInfo *Info = Image->find(".BTF_ids");
  EXPECT_EQ(uint32_t(SHT_NOTE), Info->Type);
  EXPECT_EQ(uint64_t(SHF_ALLOC), Info->Flags);
  EXPECT_EQ(16u, Info->Alignment);
  EXPECT_EQ(4u, Info->EntrySize);
  EXPECT_EQ(0u, Info->FileOffset % 16);
}

TEST_P(SectionPatcher, KeepsNoAttributesOfMissingContents) {
  TestElf E = file();
  TestSection NoBits = {".BTF_ids", {}, SHT_NOBITS, SHF_ALLOC};
  NoBits.NoBitsSize = 4;
  E.add(NoBits);
  E.add({".packed", text("zlib"), SHT_PROGBITS, SHF_COMPRESSED});
  E.add({".unused", text("four"), SHT_NULL});
  std::string File = Dir.write("missing", E.build());
  const ByteVector New = text("contents");
  NewSection Ids{".BTF_ids", New}, Packed{".packed", New},
      Unused{".unused", New};
  Ids.KeepAttributes = Packed.KeepAttributes = Unused.KeepAttributes = true;
  EXPECT_SUCCESS(addSections(File, {Ids, Packed, Unused}));
  EXPECT_EQ(New, contents(File, ".BTF_ids"));
  EXPECT_EQ(New, contents(File, ".packed"));
  EXPECT_EQ(New, contents(File, ".unused"));
}

TEST_P(SectionPatcher, NameThatEndsAnother) {
  TestElf E = file();
  E.add({".old.BTF", text("old")});
  std::string File = Dir.write("in", E.build());
  EXPECT_SUCCESS(addSections(File, NewSection{".BTF", text("new")}));
  EXPECT_EQ(text("new"), contents(File, ".BTF"));
  EXPECT_EQ(text("old"), contents(File, ".old.BTF"));
}

TEST_P(SectionPatcher, Compacts) {
  for (uint16_t Type : {ET_REL, ET_EXEC}) {
    // What nothing refers to: where .gone was, and whatever a killed process
    // left at the end.
    TestElf E = file(Type);
    E.Sections.insert(E.Sections.begin(), {".gone", ByteVector(1000, 9)});
    E.add({".aligned", text("aligned"), SHT_PROGBITS, 0, 0, 0, 32});
    for (TestSection &S : E.Sections)
      S.Link += S.Link != 0;
    std::string File = Dir.write("in", E.build());
    ByteVector Longer(500, 'x'), Short = text("short");
    EXPECT_SUCCESS(addSections(File, NewSection{".BTF", Longer}));
    EXPECT_SUCCESS(addSections(File, NewSection{".gone", {}}));
    ByteVector Old = Dir.read(File);
    Old.resize(Old.size() + 333, 'z');
    File = Dir.write("in", Old);
    EXPECT_SUCCESS(addSections(File, NewSection{".BTF", Short}, {true}));

    EXPECT_EQ(text("data"), contents(File, ".data"));
    EXPECT_EQ(ByteVector(13, 0x90), contents(File, ".text"));
    EXPECT_EQ(text("aligned"), contents(File, ".aligned"));
    EXPECT_EQ(Short, contents(File, ".BTF"));
    Expected<ObjectImage> Image = ObjectImage::open(File);
    ASSERT_TRUE(bool(Image));
    EXPECT_EQ(0u, Image->find(".aligned")->FileOffset % 32);
    // Loaded contents stay where their segment has them.
    size_t Header = GetParam().Is64 ? 64 : 52;
    EXPECT_EQ(Type == ET_EXEC, Image->find(".text")->FileOffset >= 1000);
    EXPECT_EQ(Type == ET_REL, Dir.read(File).size() < Header + 1200);
    ByteVector Once = Dir.read(File);
    EXPECT_SUCCESS(addSections(File, {}, {true}));
    EXPECT_EQ(Once, Dir.read(File));
  }
}

TEST_P(SectionPatcher, CompactsOverlapping) {
  TestElf E = file();
  E.Sections.insert(E.Sections.begin(), {".gone", ByteVector(100, 9)});
  for (TestSection &S : E.Sections)
    S.Link += S.Link != 0;
  ByteVector Contents = E.build();
  // .data (3) becomes the last four bytes of .text (2), as an odd tool may do.
  auto Field = [&](unsigned Section, unsigned At) {
    size_t Size = GetParam().Is64 ? 64 : 40;
    return Contents.end() - Size * (7 - Section) + At;
  };
  unsigned Offset = GetParam().Is64 ? 24 : 16, Width = GetParam().Is64 ? 8 : 4;
  unsigned Low = GetParam().IsLittleEndian ? 0 : Width - 1;
  std::copy_n(Field(2, Offset), Width, Field(3, Offset));
  *Field(3, Offset + Low) += 9;
  std::string File = Dir.write("in", Contents);
  EXPECT_SUCCESS(addSections(File, NewSection{".gone", {}}, {true}));
  EXPECT_EQ(ByteVector(13, 0x90), contents(File, ".text"));
  EXPECT_EQ(ByteVector(4, 0x90), contents(File, ".data"));
  EXPECT_LT(Dir.read(File).size() + 90, Contents.size());
}

/// The program headers stay where the ELF header says that they are, wherever
/// that is.
TEST_P(SectionPatcher, CompactsAroundProgramHeaders) {
  withElfType(GetParam(), [&](auto T) {
    using ELFT = decltype(T);
    typename ELFT::Phdr Stack = {};
    Stack.p_type = PT_GNU_STACK;
    Stack.p_align = 16;
    const auto *Begin = reinterpret_cast<const uint8_t *>(&Stack);
    const ByteVector Headers(Begin, Begin + sizeof(Stack));
    TestElf E = file(ET_EXEC);
    E.Sections.insert(E.Sections.begin(),
                      {{".gone", ByteVector(1000, 9)}, {".headers", Headers}});
    for (TestSection &S : E.Sections)
      S.Link += S.Link ? 2 : 0;
    ByteVector Contents = E.build();
    auto Header = [](ByteVector &File) {
      return reinterpret_cast<typename ELFT::Ehdr *>(File.data());
    };
    Header(Contents)->e_phoff = sizeof(typename ELFT::Ehdr) + 1000;
    Header(Contents)->e_phentsize = sizeof(Stack);
    Header(Contents)->e_phnum = 1;
    const std::string File = Dir.write("in", Contents);
    EXPECT_SUCCESS(addSections(File, NewSection{".gone", {}}, {true}));
    ByteVector New = Dir.read(File);
    const uint64_t At = Header(New)->e_phoff;
    ASSERT_LE(At + sizeof(Stack), New.size());
    EXPECT_EQ(Headers, ByteVector(&New[At], &New[At] + sizeof(Stack)));
  });
}

TEST_P(SectionPatcher, StripsSignature) {
  ByteVector Signed = file().build(), New = text("x");
  ByteVector Signature = text("sig~Module signature appended~\n");
  Signed.insert(Signed.end(), Signature.begin(), Signature.end());
  std::string File = Dir.write("in", Signed);
  PatchOptions Strip;
  Strip.StripSignature = true;
  EXPECT_SUCCESS(addSections(File, NewSection{".BTF", New}, Strip));
  EXPECT_EQ(New, contents(File, ".BTF"));
  EXPECT_EQ(text("data"), contents(File, ".data"));
  ByteVector Out = Dir.read(File);
  EXPECT_EQ(Out.end(), std::search(Out.begin(), Out.end(), Signature.begin(),
                                   Signature.end()));
  EXPECT_EQ(1u, Dir.count());
}

TEST_P(SectionPatcher, SharedStringTable) {
  // LLVM's way: one table for symbols and sections.
  TestElf E = file();
  ByteVector Old = E.build();
  Expected<ObjectImage> Before = ObjectImage::open(Dir.write("in", Old));
  ASSERT_TRUE(bool(Before));
  // Point .symtab (4) at .shstrtab (5).
  E.Sections[3].Link = 5;
  E.Sections[3].Bytes =
      Bytes(GetParam()).symbol(0, 0, 0, 0, 0).symbol(1, 0, 0, 0, 1);
  std::string File = Dir.write("in", E.build());
  EXPECT_SUCCESS(addSections(File, NewSection{".BTF", text("x")}));
  EXPECT_EQ(text("x"), contents(File, ".BTF"));
  ByteVector Names = contents(File, ".shstrtab");
  EXPECT_EQ(".text", StringRef(reinterpret_cast<char *>(&Names[1])));
}

TEST_P(SectionPatcher, CrossesTheReservedIndexes) {
  // 0, the sections, .shstrtab: 0xfeff in all, then one more and another.
  TestElf E{GetParam()};
  for (unsigned I = 0; I < SHN_LORESERVE - 3; ++I)
    E.add({"s", I == 0 ? text("first") : ByteVector()});
  std::string File = Dir.write("in", E.build());
  ByteVector One = text("one"), Two = text("two");
  EXPECT_SUCCESS(addSections(File, NewSection{".BTF", One}));
  EXPECT_SUCCESS(addSections(File, NewSection{".BTF.base", Two}));
  EXPECT_EQ(One, contents(File, ".BTF"));
  EXPECT_EQ(Two, contents(File, ".BTF.base"));
  Expected<ObjectImage> Image = ObjectImage::open(File);
  ASSERT_TRUE(bool(Image));
  EXPECT_EQ(size_t(SHN_LORESERVE) + 1, Image->sections().size());
}

TEST_P(SectionPatcher, Refuses) {
  ByteVector New = text("x"), Good = file().build();
  NewSection S{".BTF", New};
  expectRefused({}, S, "not an ELF file");
  expectRefused(text("hello, this is a text file"), S, "not an ELF file");
  ByteVector Signed = Good;
  ByteVector Signature = text("sig~Module signature appended~\n");
  Signed.insert(Signed.end(), Signature.begin(), Signature.end());
  expectRefused(Signed, S, "module signature");
  TestElf Twice = file();
  Twice.add({".BTF", text("1")});
  Twice.add({".BTF", text("2")});
  expectRefused(Twice.build(), S, "more than one section .BTF (5 and 6)");
  TestElf Relocated = file();
  Relocated.add({".BTF", text("12345678")});
  Relocated.add({".rela.BTF", {}, SHT_RELA, 0, 4, 5});
  expectRefused(Relocated.build(), S, "has relocations (section 6)");
  TestElf Grouped = file();
  Grouped.add({".BTF", text("1"), SHT_PROGBITS, SHF_GROUP});
  expectRefused(Grouped.build(), S, "member of a section group");
  ByteVector Overlap = Good; // section 2 of 6, its offset
  unsigned Size = GetParam().Is64 ? 64 : 40, At = GetParam().Is64 ? 24 : 16;
  auto Offset = Overlap.end() - 4 * Size + At;
  std::fill_n(Offset, GetParam().Is64 ? 8 : 4, 0);
  expectRefused(Overlap, S, "section 2 at 0x0 overlaps the ELF header");
  ByteVector Nameless = Good; // the last section, its size
  std::fill_n(Nameless.end() - Size + At + (GetParam().Is64 ? 8 : 4),
              GetParam().Is64 ? 8 : 4, 0);
  expectRefused(Nameless, S, "section name table 5 is empty");
  ByteVector Typed = Good; // the same, its type
  Typed[Typed.size() - Size + (GetParam().IsLittleEndian ? 4 : 7)] =
      SHT_PROGBITS;
  expectRefused(Typed, S, "section name table 5 is not a plain string table");
  TestElf NoVersion = file();
  ByteVector Versionless = NoVersion.build();
  Versionless[EI_VERSION] = 0;
  expectRefused(Versionless, S, "ELF version 0 and 1");
  expectRefused(Good, {".strtab", New}, "used by section 4");
  expectRefused(Good, {".shstrtab", New}, "is the section name table");
  std::string File = Dir.write("in", Good);
  NewSection Same[] = {S, S};
  EXPECT_FAILURE(addSections(File, Same), "added twice");
  EXPECT_EQ(Good, Dir.read(File));
  EXPECT_FAILURE(addSections(Dir.path("none"), S), "cannot open for writing");
}

TEST_P(SectionPatcher, FullDiskRestores) {
  ByteVector Old = file().build(), New(1 << 16);
  std::string File = Dir.write("in", Old);
  auto Handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit Limit;
  ASSERT_EQ(0, ::getrlimit(RLIMIT_FSIZE, &Limit));
  // Every place where writing may stop: in the bytes, the names, the headers.
  for (rlim_t More : {0, 8, 4096, 1 << 16, (1 << 16) + 16, (1 << 16) + 100}) {
    rlimit Small = {Old.size() + More, Limit.rlim_max};
    ASSERT_EQ(0, ::setrlimit(RLIMIT_FSIZE, &Small));
    Error E = addSections(File, NewSection{".BTF", New});
    ASSERT_EQ(0, ::setrlimit(RLIMIT_FSIZE, &Limit));
    EXPECT_FAILURE(std::move(E), "cannot write at offset");
    EXPECT_EQ(Old, Dir.read(File));
  }
  std::signal(SIGXFSZ, Handler);
}

TEST_P(SectionPatcher, DamagedFiles) {
  const ByteVector Good = file().build();
  const ByteVector New = text("btf");
  unsigned Count = 0;
  auto Try = [&](const ByteVector &Contents) {
    // A file that replaces another is slow on some file systems.
    ++Count;
    for (bool Compact : {false, true}) {
      if (Compact && Count % 8)
        continue;
      std::string File = Dir.write("damaged", Contents);
      if (Error E = addSections(File, NewSection{".BTF", New}, {Compact})) {
        consumeError(std::move(E));
        EXPECT_EQ(Contents, Dir.read(File));
      }
    }
  };
  for (size_t Size = 0; Size < Good.size(); ++Size)
    Try(ByteVector(Good.begin(), Good.begin() + Size));
  size_t Header = GetParam().Is64 ? 64 : 52;
  size_t Table = Good.size() - 6 * (GetParam().Is64 ? 64 : 40);
  for (size_t At = 0; At < Good.size(); ++At) {
    if (At >= Header && At < Table)
      continue;
    for (uint8_t Mask : {0x01, 0x80, 0xff}) {
      ByteVector Bad = Good;
      Bad[At] ^= Mask;
      Try(Bad);
    }
  }
}

} // namespace
