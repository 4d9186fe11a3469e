//===- AutoBase.cpp - The base that a module was built for ----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Encode/AutoBase.h"

#include "ELF/ObjectImage.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

#include <sys/utsname.h>

using namespace llvm;
using namespace btfgen;

/// The kernel's release: the first word of vermagic.
static Expected<std::string> releaseOf(StringRef Path) {
  Expected<ObjectImage> Image = ObjectImage::open(Path);
  if (!Image)
    return Image.takeError();
  if (const SectionInfo *Section = Image->find(".modinfo")) {
    Expected<SectionBytes> Bytes = Image->bytes(*Section);
    if (!Bytes)
      return Bytes.takeError();
    SmallVector<StringRef, 32> Entries;
    toStringRef(Bytes->whole()).split(Entries, '\0');
    for (StringRef Entry : Entries)
      if (Entry.consume_front("vermagic="))
        return Entry.take_until([](char C) { return C == ' '; }).str();
  }
  return createStringError(
      Path + ": not a kernel module (no vermagic in .modinfo): --base=auto "
             "cannot know its kernel");
}

static bool hasBTF(StringRef Path) {
  Expected<ObjectImage> Image = ObjectImage::open(Path);
  if (!Image) {
    consumeError(Image.takeError());
    return false;
  }
  return Image->find(".BTF");
}

Expected<std::string> btfgen::findBase(StringRef Path) {
  Expected<std::string> Release = releaseOf(Path);
  if (!Release)
    return Release.takeError();
  const std::string Candidates[] = {
      "/lib/modules/" + *Release + "/build/vmlinux",
      "/usr/lib/debug/boot/vmlinux-" + *Release,
      "/usr/lib/debug/lib/modules/" + *Release + "/vmlinux",
      "/boot/vmlinux-" + *Release,
  };
  std::string Tried;
  for (const std::string &C : Candidates) {
    if (hasBTF(C))
      return C;
    Tried += (Tried.empty() ? "" : ", ") + C;
  }
  const std::string Running = "/sys/kernel/btf/vmlinux";
  utsname System;
  if (uname(&System) == 0 && *Release == System.release) {
    if (sys::fs::exists(Running))
      return Running;
    Tried += ", " + Running;
  }
  return createStringError(Path + ": no BTF of its kernel, " + *Release +
                           ", was found; looked for " + Tried);
}
