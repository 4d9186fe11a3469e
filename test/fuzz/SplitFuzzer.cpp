//===- SplitFuzzer.cpp - Debug information in two files -------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A file and another one that has a part of its debug information: a .dwo or
/// .dwp file, or a supplementary file of dwz. Any two files give an error or
/// good BTF (EncodeCheck.h).
///
/// Input: three bytes that choose options, then both files (splitInput). The
/// second one has the name that the seeds refer to, "x.dwo"; the third byte
/// says whether it is also the first one's .dwp file.
///
//===----------------------------------------------------------------------===//

#include "ElfMutator.h"
#include "EncodeCheck.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"

#include <unistd.h>

using namespace llvm;
using namespace btfgen::fuzz;

namespace {

/// A folder in memory.
class Folder {
public:
  Folder() {
    if (sys::fs::createUniqueDirectory("/dev/shm/split-fuzzer", Path))
      fail("no directory for the files");
  }
  ~Folder() { sys::fs::remove_directories(Path); }
  std::string operator/(StringRef Name) const {
    return (Path + "/" + Name).str();
  }

private:
  SmallString<64> Path;
};

/// Both files, in the folder.
struct Files {
  Folder In;
  MemoryFile Main{In / "main"}, Other{In / "x.dwo"};

  /// Whether Other is "main.dwp", too.
  void havePackage(bool Wanted) {
    const std::string Package = In / "main.dwp";
    if (Wanted == HasPackage)
      return;
    const int Status = Wanted ? ::link(Other.path().c_str(), Package.c_str())
                              : ::unlink(Package.c_str());
    if (Status != 0)
      fail("cannot change " + Package);
    HasPackage = Wanted;
  }

private:
  bool HasPackage = false;
};

} // namespace

static constexpr size_t NumOptions = 3;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  static Files Both;
  if (Size < NumOptions)
    return 0;
  const auto [Main, Other] =
      splitInput(ArrayRef(Data, Size).drop_front(NumOptions));
  Both.Main.write(Main);
  Both.Other.write(Other);
  Both.havePackage(Data[2] & 1);
  checkEncoding(Both.Main.path(), Data[0], Data[1],
                isChosen(ArrayRef(Data, Size), RepeatOneIn));
  return 0;
}

/// Changes one of the two files.
static void mutateOne(ByteVector &Input, size_t MaxSize, Chance &C) {
  auto [Main, Other] = splitInput(Input);
  const size_t Room =
      MaxSize - std::min(MaxSize, Main.size() + Other.size() + 2);
  ByteVector &Changed = C.oneIn(3) ? Main : Other;
  mutateElf(Changed, Changed.size() + Room, C);
  Input = joinInput(Main, Other);
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *Data, size_t Size,
                                          size_t MaxSize, unsigned Seed) {
  return mutateBehind(NumOptions, &mutateOne, Data, Size, MaxSize, Seed);
}
