//===- AtomicFileTest.cpp -------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Files are complete or as before, with nothing left beside them.
///
//===----------------------------------------------------------------------===//

#include "Support/AtomicFile.h"

#include "ElfBuilder.h"

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace llvm;
using namespace btfgen;

namespace {

mode_t modeOf(const std::string &File) {
  struct stat Stat = {};
  EXPECT_EQ(0, ::stat(File.c_str(), &Stat));
  return Stat.st_mode & 07777;
}

TEST(AtomicFile, CreatesAndReplaces) {
  TestDirectory Dir;
  std::string File = Dir.path("out");
  mode_t Mask = ::umask(027);
  EXPECT_SUCCESS(writeFileAtomically(File, text("old")));
  ::umask(Mask);
  EXPECT_EQ(text("old"), Dir.read(File));
  EXPECT_EQ(mode_t(0640), modeOf(File));
  ASSERT_EQ(0, ::chmod(File.c_str(), 0604));
  EXPECT_SUCCESS(writeFileAtomically(File, text("newer")));
  EXPECT_EQ(text("newer"), Dir.read(File));
  EXPECT_EQ(mode_t(0604), modeOf(File));
  EXPECT_EQ(1u, Dir.count());
}

TEST(AtomicFile, EmptyContents) {
  TestDirectory Dir;
  EXPECT_SUCCESS(writeFileAtomically(Dir.path("out"), {}));
  EXPECT_EQ(ByteVector(), Dir.read(Dir.path("out")));
  EXPECT_EQ(1u, Dir.count());
}

TEST(AtomicFile, LinkStaysLink) {
  TestDirectory Dir;
  std::string File = Dir.write("file", text("old"));
  std::string Link = Dir.path("link");
  ASSERT_EQ(0, ::symlink("file", Link.c_str()));
  EXPECT_SUCCESS(writeFileAtomically(Link, text("new")));
  EXPECT_EQ(text("new"), Dir.read(File));
  struct stat Stat = {};
  ASSERT_EQ(0, ::lstat(Link.c_str(), &Stat));
  EXPECT_TRUE(S_ISLNK(Stat.st_mode));
}

TEST(AtomicFile, KeepsTheOwner) {
  if (::geteuid() != 0)
    GTEST_SKIP() << "only root can give files away";
  TestDirectory Dir;
  std::string File = Dir.write("file", text("old"));
  ASSERT_EQ(0, ::chown(File.c_str(), 12, 34));
  EXPECT_SUCCESS(writeFileAtomically(File, text("new")));
  struct stat Stat = {};
  ASSERT_EQ(0, ::stat(File.c_str(), &Stat));
  EXPECT_EQ(12u, Stat.st_uid);
  EXPECT_EQ(34u, Stat.st_gid);
}

TEST(AtomicFile, DevicesAreWrittenInPlace) {
  EXPECT_SUCCESS(writeFileAtomically("/dev/null", text("x")));
  EXPECT_FAILURE(writeFileAtomically("/dev/full", text("x")), "cannot write");
}

TEST(AtomicFile, FailureNamesTheFile) {
  TestDirectory Dir;
  EXPECT_FAILURE(writeFileAtomically(Dir.path("no/such"), text("x")),
                 "no/such: cannot create");
  EXPECT_FAILURE(writeFileAtomically(Dir.path(""), text("x")), "");
}

TEST(AtomicFile, FullDiskLeavesTheOldFile) {
  TestDirectory Dir;
  std::string File = Dir.write("out", text("old"));
  auto Handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit Old;
  ASSERT_EQ(0, ::getrlimit(RLIMIT_FSIZE, &Old));
  rlimit Small = {4096, Old.rlim_max};
  ASSERT_EQ(0, ::setrlimit(RLIMIT_FSIZE, &Small));
  Error E = writeFileAtomically(File, ByteVector(100000));
  ASSERT_EQ(0, ::setrlimit(RLIMIT_FSIZE, &Old));
  std::signal(SIGXFSZ, Handler);
  EXPECT_FAILURE(std::move(E), "cannot write");
  EXPECT_EQ(text("old"), Dir.read(File));
  EXPECT_EQ(1u, Dir.count());
}

TEST(AtomicFile, ChangesACopy) {
  TestDirectory Dir;
  std::string File = Dir.write("out", text("0123456789"));
  EXPECT_SUCCESS(changeFileAtomically(File, [](int FD) -> Error {
    EXPECT_EQ(2, ::pwrite(FD, "ab", 2, 4));
    return Error::success();
  }));
  EXPECT_EQ(text("0123ab6789"), Dir.read(File));
  EXPECT_FAILURE(changeFileAtomically(File,
                                      [](int FD) -> Error {
                                        EXPECT_EQ(1, ::pwrite(FD, "X", 1, 0));
                                        return createStringError(
                                            Twine("refused"));
                                      }),
                 "refused");
  EXPECT_EQ(text("0123ab6789"), Dir.read(File));
  EXPECT_EQ(1u, Dir.count());
}

} // namespace
