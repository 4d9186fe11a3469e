//===- AutoBaseTest.cpp - Where a module's base is found ------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A file system of its own with a module for kernel 1.2.3, and BTF in one
/// place after the other.
///
//===----------------------------------------------------------------------===//

#include "Encode/AutoBase.h"
#include "BTF/RawBtf.h"
#include "BTF/Reader.h"
#include "ElfBuilder.h"
#include "Support/Compression.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace btfgen;

namespace {

class AutoBaseTest : public testing::Test {
protected:
  void SetUp() override {
    SmallString<128> Path;
    ASSERT_FALSE(sys::fs::createUniqueDirectory("autobase", Path));
    Where.Root = Path.str().str();
    Where.RunningRelease = "4.5.6";
    write("/m.ko",
          elf(".modinfo", bytesOf(StringRef("vermagic=1.2.3 SMP\0", 19))));
  }
  void TearDown() override { sys::fs::remove_directories(Where.Root); }

  static ByteVector bytesOf(StringRef Text) {
    return ByteVector(Text.bytes_begin(), Text.bytes_end());
  }
  /// BTF whose one string tells it from others.
  static ByteVector raw(StringRef Text = "") {
    StringCollector Strings;
    Strings.add(Text);
    return makeRawBtf({}, Strings.bytes(), /*LittleEndian=*/true);
  }
  static ByteVector elf(StringRef Section, ByteVector Bytes,
                        uint32_t Type = ELF::SHT_PROGBITS) {
    TestElf E;
    TestSection S{Section.str(), Bytes, Type};
    S.NoBitsSize = Bytes.size();
    E.add(S);
    return E.build();
  }
  void write(StringRef Path, const ByteVector &Bytes) {
    const std::string Full = Where.Root + Path.str();
    ASSERT_FALSE(sys::fs::create_directories(sys::path::parent_path(Full)));
    std::ofstream(Full, std::ios::binary)
        .write(reinterpret_cast<const char *>(Bytes.data()), Bytes.size());
  }
  void remove(StringRef Path) { sys::fs::remove(Where.Root + Path.str()); }

  Expected<FoundBase> find() {
    return findBase(
        Where.Root + "/m.ko",
        [](StringRef Path) { return BtfFile::open(Path).takeError(); }, Where);
  }
  /// The place, without the root; or the error.
  std::string place() {
    Expected<FoundBase> Found = find();
    return Found ? Found->Path.substr(Where.Root.size())
                 : toString(Found.takeError());
  }

  BaseSearch Where;
};

constexpr const char *Places[] = {
    "/lib/modules/1.2.3/build/vmlinux",
    "/usr/lib/modules/1.2.3/build/vmlinux",
    "/boot/vmlinux-1.2.3",
    "/lib/modules/1.2.3/vmlinux-1.2.3",
    "/usr/lib/modules/1.2.3/kernel/vmlinux",
    "/usr/lib/modules/1.2.3/vmlinux",
    "/usr/lib/debug/boot/vmlinux-1.2.3",
    "/usr/lib/debug/lib/modules/1.2.3/vmlinux",
    "/usr/lib/debug/usr/lib/modules/1.2.3/vmlinux",
    "/usr/lib/debug/boot/vmlinux-1.2.3.debug",
    "/usr/lib/debug/lib/modules/1.2.3/vmlinux.debug",
    "/usr/lib/debug/usr/lib/modules/1.2.3/vmlinux.debug",
};

} // namespace

TEST_F(AutoBaseTest, EveryPlaceServes) {
  for (const char *Place : Places) {
    write(Place, elf(".BTF", raw()));
    EXPECT_EQ(Place, place());
    write(Place, raw());
    EXPECT_EQ(Place, place());
    remove(Place);
  }
}

TEST_F(AutoBaseTest, CompressedPlacesServe) {
  auto Packed = [](Compression Format, const ByteVector &Bytes) {
    ByteVector Out;
    EXPECT_FALSE(compress(Format, Bytes, [&](ArrayRef<uint8_t> Part) {
      Out.insert(Out.end(), Part.begin(), Part.end());
      return Error::success();
    }));
    return Out;
  };
  for (auto [End, Format] :
       {std::pair(".xz", Compression::Xz), std::pair(".zst", Compression::Zstd),
        std::pair(".gz", Compression::Gzip)})
    for (const char *Start :
         {"/boot/vmlinux-1.2.3", "/lib/modules/1.2.3/vmlinux",
          "/usr/lib/modules/1.2.3/vmlinux"}) {
      const std::string Place = std::string(Start) + End;
      ByteVector Cut = Packed(Format, elf(".BTF", raw()));
      write(Place, Cut);
      EXPECT_EQ(Place, place());
      Cut.resize(Cut.size() / 2);
      write(Place, Cut);
      EXPECT_TRUE(
          StringRef(place()).contains(Place + ": cannot be decompressed"))
          << place();
      remove(Place);
    }
  // A boot image: two sectors of program, then the kernel.
  ByteVector Boot(0x400);
  const ByteVector Kernel = Packed(Compression::Gzip, elf(".BTF", raw()));
  Boot[0x1f1] = 1;
  llvm::copy(bytesOf(StringRef("HdrS\x0f\x02")), Boot.begin() + 0x202);
  support::endian::write32le(&Boot[0x24c], Kernel.size());
  Boot.insert(Boot.end(), Kernel.begin(), Kernel.end());
  for (const char *Place : {"/boot/vmlinuz-1.2.3", "/lib/modules/1.2.3/vmlinuz",
                            "/usr/lib/modules/1.2.3/vmlinuz"}) {
    write(Place, Boot);
    EXPECT_EQ(Place, place());
    remove(Place);
  }
}

TEST_F(AutoBaseTest, WhatCannotServeIsPassedOverAndSaid) {
  ByteVector Cut = raw("cut");
  Cut.resize(26);
  write(Places[0], elf(".BTF", raw(), ELF::SHT_NOBITS));
  write(Places[1], elf(".text", raw()));
  write(Places[2], elf(".BTF", Cut));
  write(Places[3], Cut);
  write(Places[4], bytesOf("text"));
  write(Places[5], {});
  const std::string None = place();
  for (const char *Said :
       {"of its kernel (1.2.3) was found; name a file with --base=FILE",
        "/build/vmlinux: section .BTF (1): has no contents",
        "/build/vmlinux: has no .BTF section", "/boot/vmlinux-1.2.3: ",
        "/vmlinux-1.2.3: ", "/kernel/vmlinux: not an ELF file",
        "/usr/lib/modules/1.2.3/vmlinux: not an ELF file (empty)",
        "not there: "})
    EXPECT_TRUE(StringRef(None).contains(Said)) << Said << " in:\n" << None;

  write(Places[6], raw());
  Expected<FoundBase> Found = find();
  ASSERT_TRUE(bool(Found)) << toString(Found.takeError());
  EXPECT_EQ(Where.Root + Places[6], Found->Path);
  EXPECT_EQ(6u, Found->PassedOver.size());
  EXPECT_EQ("", Found->Warning);
}

TEST_F(AutoBaseTest, RunningKernel) {
  const char *Running = "/sys/kernel/btf/vmlinux";
  Where.RunningRelease = "1.2.3";
  EXPECT_TRUE(StringRef(place()).contains("no BTF of its kernel"));
  Where.RunningRelease.clear();
  write(Running, raw("running"));
  EXPECT_TRUE(StringRef(place()).contains("no BTF of its kernel"));
  Where.RunningRelease = "1.2.3";
  EXPECT_EQ(Running, place());

  // The same BTF is no news, other BTF is.
  write(Places[0], elf(".BTF", raw("running")));
  Expected<FoundBase> Found = find();
  ASSERT_TRUE(bool(Found)) << toString(Found.takeError());
  EXPECT_EQ(Where.Root + Places[0], Found->Path);
  EXPECT_EQ("", Found->Warning);
  write(Places[0], elf(".BTF", raw("rebuilt")));
  Found = find();
  ASSERT_TRUE(bool(Found)) << toString(Found.takeError());
  EXPECT_EQ(Where.Root + Places[0], Found->Path);
  EXPECT_TRUE(StringRef(Found->Warning).contains("has other BTF than"));
}

TEST_F(AutoBaseTest, ModulesThatDoNotTell) {
  write("/m.ko", elf(".text", {1}));
  EXPECT_TRUE(StringRef(place()).contains("not a kernel module"));
  write("/m.ko", elf(".modinfo", {1}, ELF::SHT_NOBITS));
  EXPECT_TRUE(StringRef(place()).contains(".modinfo has no contents"));
}
