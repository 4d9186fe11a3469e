//===- FileBytesTest.cpp --------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// All bytes of what is a file and of what is none, whose mapping an address is
/// in, and whether a file is what it was.
///
//===----------------------------------------------------------------------===//

#include "Support/FileBytes.h"

#include "ELF/ObjectImage.h"
#include "ElfBuilder.h"
#include "Support/FileState.h"
#include "llvm/ADT/StringExtras.h"

#include <fcntl.h>
#include <unistd.h>

using namespace llvm;
using namespace btfgen;

namespace {

/// Closes it at the end.
struct Descriptor {
  explicit Descriptor(const std::string &Path)
      : FD(::open(Path.c_str(), O_RDONLY | O_CLOEXEC)) {
    EXPECT_GE(FD, 0) << Path;
  }
  ~Descriptor() { ::close(FD); }
  operator int() const { return FD; }
  int FD;
};

ByteVector contents(Expected<FileBytes> F) {
  if (F)
    return F->bytes().vec();
  ADD_FAILURE() << toString(F.takeError());
  return {};
}

TEST(FileBytes, AllBytesOfFiles) {
  TestDirectory Dir;
  ByteVector Large(100000);
  for (size_t I = 0; I < Large.size(); ++I)
    Large[I] = uint8_t(I * 7);
  for (const ByteVector &Bytes : {ByteVector(), text("x"), Large}) {
    const std::string File = Dir.write("file", Bytes);
    EXPECT_EQ(Bytes, contents(FileBytes::read(Descriptor(File), File)));
    Expected<FileBytes> Either = FileBytes::mapOrRead(Descriptor(File), File);
    ASSERT_TRUE(bool(Either)) << toString(Either.takeError());
    EXPECT_EQ(ArrayRef(Bytes), Either->bytes());
    EXPECT_EQ(Bytes.size() == Large.size(), Either->isMapped());
  }
  const std::string File = Dir.write("file", Large);
  EXPECT_EQ(Large, contents(FileBytes::map(Descriptor(File), File)));
}

TEST(FileBytes, WhatHasNoSize) {
  int Ends[2];
  ASSERT_EQ(0, ::pipe(Ends));
  ASSERT_EQ(3, ::write(Ends[1], "abc", 3));
  ::close(Ends[1]);
  EXPECT_EQ(text("abc"), contents(FileBytes::mapOrRead(Ends[0], "pipe")));
  ::close(Ends[0]);
  const ByteVector Maps =
      contents(FileBytes::mapOrRead(Descriptor("/proc/self/maps"), "maps"));
  EXPECT_NE(StringRef::npos, toStringRef(Maps).find("[stack]"));
  EXPECT_FAILURE(FileBytes::mapOrRead(Descriptor("/proc"), "/proc").takeError(),
                 "/proc: cannot read: Is a directory");
  EXPECT_FAILURE(FileBytes::read(-1, "none").takeError(), "none: cannot stat");
}

TEST(FileBytes, KnowsWhatIsMapped) {
  TestDirectory Dir;
  const std::string A = Dir.write("a", ByteVector(5000));
  const std::string B = Dir.write("b", ByteVector(5000));
  const uint8_t *Begin = nullptr;
  {
    Expected<FileBytes> First = FileBytes::map(Descriptor(A), A);
    Expected<FileBytes> Second = FileBytes::map(Descriptor(B), B);
    ASSERT_TRUE(First && Second);
    const FileBytes Moved = std::move(*First);
    Begin = Moved.bytes().data();
    EXPECT_EQ(A, FileBytes::pathOfMapped(Begin));
    EXPECT_EQ(A, FileBytes::pathOfMapped(Begin + 4999));
    EXPECT_EQ(B, FileBytes::pathOfMapped(Second->bytes().data()));
    EXPECT_EQ(nullptr, FileBytes::pathOfMapped(&Dir));
    *Second = FileBytes();
    EXPECT_EQ(A, FileBytes::pathOfMapped(Begin));
  }
  EXPECT_EQ(nullptr, FileBytes::pathOfMapped(Begin));
}

TEST(FileState, ContentsCountAndNothingElse) {
  TestDirectory Dir;
  const std::string File = Dir.write("file", text("abc"));
  const Descriptor D(File);
  Expected<FileState> State = FileState::of(D, File);
  ASSERT_TRUE(bool(State)) << toString(State.takeError());
  EXPECT_SUCCESS(State->checkUnchanged(D, File));
  ASSERT_EQ(0, ::chmod(File.c_str(), 0400));
  ASSERT_EQ(0, ::link(File.c_str(), Dir.path("link").c_str()));
  ASSERT_EQ(0, ::rename(File.c_str(), Dir.path("other").c_str()));
  Dir.write("file", text("another file"));
  EXPECT_SUCCESS(State->checkUnchanged(D, File));
  ASSERT_EQ(0, ::truncate(Dir.path("link").c_str(), 1));
  EXPECT_FAILURE(State->checkUnchanged(D, File),
                 File + ": was changed by another program while it was read");
  EXPECT_SUCCESS(FileState().checkUnchanged(D, File));
}

TEST(FileState, TimeOfTheLastChange) {
  TestDirectory Dir;
  const std::string File = Dir.write("file", text("abc"));
  const Descriptor D(File);
  Expected<FileState> State = FileState::of(D, File);
  ASSERT_TRUE(bool(State)) << toString(State.takeError());
  const timespec Times[2] = {{1, 0}, {1, 1}};
  ASSERT_EQ(0, ::utimensat(AT_FDCWD, File.c_str(), Times, 0));
  EXPECT_FAILURE(State->checkUnchanged(D, File), "was changed");
}

TEST(ObjectImage, ReadFailuresAreRemembered) {
  TestDirectory Dir;
  TestElf E{{true, true}};
  E.add({".a", ByteVector(100)});
  const std::string File = Dir.write("in", E.build());
  Expected<ObjectImage> Image = ObjectImage::open(File);
  ASSERT_TRUE(bool(Image)) << toString(Image.takeError());
  Expected<SectionBytes> Bytes = Image->bytes(*Image->find(".a"));
  ASSERT_TRUE(bool(Bytes)) << toString(Bytes.takeError());
  std::vector<uint8_t> Scratch;
  EXPECT_SUCCESS(Bytes->read(0, 100, Scratch).takeError());
  EXPECT_FAILURE(Bytes->read(1, 100, Scratch).takeError(), "outside");
  EXPECT_SUCCESS(Image->checkRead());
  ASSERT_EQ(0, ::truncate(File.c_str(), 70));
  EXPECT_FAILURE(Bytes->read(0, 100, Scratch).takeError(), "became shorter");
  EXPECT_FAILURE(Image->checkRead(), "was changed");
}

} // namespace
