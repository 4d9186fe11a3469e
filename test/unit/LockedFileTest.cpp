//===- LockedFileTest.cpp -------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One at a time, and nothing is written over what others have changed.
///
//===----------------------------------------------------------------------===//

#include "ELF/SectionPatcher.h"

#include "ElfBuilder.h"

#include <cstdio>
#include <sys/file.h>
#include <unistd.h>

using namespace llvm;
using namespace btfgen;

namespace {

using std::chrono::milliseconds;

TEST(LockedFile, WaitsAndGivesUp) {
  TestDirectory Dir;
  const std::string File = Dir.write("file", text("x"));
  const std::string Link = Dir.path("link");
  ASSERT_EQ(0, ::symlink("file", Link.c_str()));
  std::vector<std::string> Said;
  auto Say = [&](StringRef What) { Said.push_back(What.str()); };
  {
    Expected<LockedFile> First = LockedFile::open(File, Say);
    ASSERT_TRUE(bool(First)) << toString(First.takeError());
    EXPECT_EQ(1u, First->size());
    EXPECT_FAILURE(LockedFile::open(Link, Say, milliseconds(50)).takeError(),
                   Link + ": is still locked by process " +
                       std::to_string(::getpid()));
    ASSERT_EQ(1u, Said.size());
    EXPECT_TRUE(StringRef(Said[0]).starts_with(Link + ": waiting for process"))
        << Said[0];
  }
  EXPECT_SUCCESS(LockedFile::open(File, Say, milliseconds(0)).takeError());
  EXPECT_EQ(1u, Said.size());
}

TEST(LockedFile, OnlyRegularFiles) {
  TestDirectory Dir;
  EXPECT_FAILURE(LockedFile::open(Dir.path("none")).takeError(),
                 "cannot open for writing: No such file");
  EXPECT_FAILURE(LockedFile::open(Dir.path(".")).takeError(),
                 "not a regular file");
  EXPECT_FAILURE(LockedFile::open("/dev/null").takeError(),
                 "not a regular file");
}

/// What another program, which knows no lock, does to a file that is locked.
using Meddle = void (*)(const std::string &File, const std::string &Other);

void grow(const std::string &File, const std::string &) {
  FILE *F = std::fopen(File.c_str(), "a");
  std::fputc('x', F);
  std::fclose(F);
}
void rewrite(const std::string &File, const std::string &) {
  ::usleep(20000); // time has grains
  FILE *F = std::fopen(File.c_str(), "r+");
  std::fputc(0x7f, F);
  std::fclose(F);
}
void replace(const std::string &File, const std::string &Other) {
  ASSERT_EQ(0, std::rename(Other.c_str(), File.c_str()));
}
void remove(const std::string &File, const std::string &) {
  ASSERT_EQ(0, ::unlink(File.c_str()));
}

TEST(LockedFile, ChangesOfOthersStay) {
  for (bool Compact : {false, true})
    for (auto [Change, Reason] :
         {std::pair<Meddle, const char *>(grow, "was changed by another"),
          {rewrite, "was changed by another"},
          {replace, "was replaced by another"},
          {remove, "was replaced by another"}}) {
      TestDirectory Dir;
      const ByteVector Image = TestElf{{true, true}}.build();
      const std::string File = Dir.write("file", Image);
      Expected<LockedFile> Locked = LockedFile::open(File);
      ASSERT_TRUE(bool(Locked)) << toString(Locked.takeError());
      Change(File, Dir.write("other", Image));
      const bool IsThere = ::access(File.c_str(), F_OK) == 0;
      const ByteVector Theirs = IsThere ? Dir.read(File) : ByteVector();
      EXPECT_FAILURE(
          addSections(*Locked, NewSection{".BTF", text("new")}, {Compact}),
          Reason);
      EXPECT_EQ(IsThere, ::access(File.c_str(), F_OK) == 0);
      EXPECT_EQ(Theirs, IsThere ? Dir.read(File) : ByteVector());
    }
}

} // namespace
