//===- AutoBase.cpp - The base that a module was built for ----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Looks at one place after the other for the BTF of a module's kernel, and
/// keeps what was wrong with each, to be said if all fail.
///
//===----------------------------------------------------------------------===//

#include "Encode/AutoBase.h"

#include "BTF/Reader.h"
#include "ELF/ObjectImage.h"
#include "ELF/SeparateDebug.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Support/FileSystem.h"

#include <optional>
#include <sys/utsname.h>

using namespace llvm;
using namespace btfgen;

/// The kernel's release: the first word of vermagic in the .modinfo of
/// \p Image; empty if there is none.
static Expected<std::string> releaseIn(const ObjectImage &Image) {
  const SectionInfo *Section = Image.find(".modinfo");
  if (!Section)
    return std::string();
  Expected<SectionBytes> Bytes = Image.bytes(*Section);
  if (!Bytes)
    return Bytes.takeError();
  SmallVector<StringRef, 32> Entries;
  toStringRef(Bytes->whole()).split(Entries, '\0');
  for (StringRef Entry : Entries)
    if (Entry.consume_front("vermagic="))
      return Entry.take_until([](char C) { return C == ' '; }).str();
  return std::string();
}

static Expected<std::string> releaseOf(StringRef Path) {
  Expected<ObjectImage> Image = ObjectImage::open(Path);
  if (!Image)
    return Image.takeError();
  const SectionInfo *Section = Image->find(".modinfo");
  const bool IsEmpty = Section && Section->Type == ELF::SHT_NOBITS;
  std::optional<ObjectImage> Stripped;
  if (IsEmpty)
    Stripped = findStripped(*Image);
  Expected<std::string> Release = releaseIn(Stripped ? *Stripped : *Image);
  if (!Release || !Release->empty())
    return Release;
  if (IsEmpty)
    return createStringError(Path +
                             ": .modinfo has no contents in this debug file: "
                             "--base=auto cannot find out its kernel");
  return createStringError(Path +
                           ": not a kernel module (no vermagic in .modinfo): "
                           "--base=auto cannot find out its kernel");
}

/// What was built with the module comes first, then what libbpf looks at, then
/// what else distributions have.
static std::vector<std::string> placesOf(const std::string &Release) {
  std::vector<std::string> Places;
  for (const char *Modules : {"/lib/modules/", "/usr/lib/modules/"})
    Places.push_back(Modules + Release + "/build/vmlinux");
  for (const char *End : {"", ".xz", ".zst", ".gz"})
    Places.push_back("/boot/vmlinux-" + Release + End);
  for (const char *Modules : {"/lib/modules/", "/usr/lib/modules/"}) {
    Places.push_back(Modules + Release + "/vmlinux-" + Release);
    Places.push_back(Modules + Release + "/kernel/vmlinux");
    for (const char *End : {"", ".xz", ".zst", ".gz"})
      Places.push_back(Modules + Release + "/vmlinux" + End);
  }
  Places.push_back("/boot/vmlinuz-" + Release);
  for (const char *Modules : {"/lib/modules/", "/usr/lib/modules/"})
    Places.push_back(Modules + Release + "/vmlinuz");
  for (const char *End : {"", ".debug"}) {
    Places.push_back("/usr/lib/debug/boot/vmlinux-" + Release + End);
    for (const char *Modules : {"/lib/modules/", "/usr/lib/modules/"})
      Places.push_back(std::string("/usr/lib/debug") + Modules + Release +
                       "/vmlinux" + End);
  }
  return Places;
}

/// Whether two files have the same BTF.
static bool haveSameBtf(StringRef PathA, StringRef PathB) {
  auto Open = [](StringRef Path) {
    return expectedToOptional(BtfFile::open(Path, nullptr, BtfChecks::Framing));
  };
  const auto A = Open(PathA), B = Open(PathB);
  return A && B && (*A)->bytes() == (*B)->bytes();
}

static std::string runningRelease() {
  utsname System;
  return uname(&System) == 0 ? System.release : "";
}

namespace {

/// Goes from place to place.
class Search {
public:
  explicit Search(function_ref<Error(StringRef)> Open) : Open(Open) {}

  /// Whether \p Place serves. One that was seen under another name does not.
  bool tryPlace(const std::string &Place) {
    sys::fs::UniqueID File;
    if (sys::fs::getUniqueID(Place, File)) {
      NotThere.push_back(Place);
      return false;
    }
    if (is_contained(Seen, File))
      return false;
    Seen.push_back(File);
    Error E = Open(Place);
    if (!E)
      return true;
    PassedOver.push_back(toString(std::move(E)));
    return false;
  }

  std::vector<std::string> PassedOver;
  std::vector<std::string> NotThere;

private:
  function_ref<Error(StringRef)> Open;
  std::vector<sys::fs::UniqueID> Seen;
};

} // namespace

Expected<FoundBase> btfgen::findBase(StringRef Path,
                                     function_ref<Error(StringRef)> Open,
                                     const BaseSearch &Where) {
  Expected<std::string> Release = releaseOf(Path);
  if (!Release)
    return Release.takeError();
  const bool Runs =
      *Release ==
      (Where.RunningRelease.empty() ? runningRelease() : Where.RunningRelease);
  const std::string Running = Where.Root + "/sys/kernel/btf/vmlinux";
  Search S(Open);
  FoundBase Found;
  for (const std::string &Place : placesOf(*Release)) {
    if (!S.tryPlace(Where.Root + Place))
      continue;
    Found.Path = Where.Root + Place;
    Found.PassedOver = std::move(S.PassedOver);
    if (Runs && sys::fs::exists(Running) && !haveSameBtf(Found.Path, Running))
      Found.Warning = "the base " + Found.Path + " has other BTF than " +
                      Running +
                      ", which the running kernel of that release "
                      "has: if the result is for that kernel, use --base=" +
                      Running;
    return Found;
  }
  if (Runs && S.tryPlace(Running)) {
    Found.Path = Running;
    Found.PassedOver = std::move(S.PassedOver);
    return Found;
  }
  std::string Why;
  for (const std::string &Reason : S.PassedOver)
    Why += "\n  " + Reason;
  return createStringError(Path + ": no BTF of its kernel (" + *Release +
                           ") was found; name a file with --base=FILE" + Why +
                           "\n  not there: " + join(S.NotThere, ", "));
}
