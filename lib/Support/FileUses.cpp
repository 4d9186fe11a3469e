//===- FileUses.cpp - No output that is an input --------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/FileUses.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <map>
#include <optional>
#include <unistd.h>

using namespace llvm;
using namespace btfgen;

using sys::fs::UniqueID;

/// Device and inode of a regular file that is there.
static std::optional<UniqueID> idOf(StringRef Path, int Standard) {
  sys::fs::file_status Status;
  const std::error_code EC = Path == "-" ? sys::fs::status(Standard, Status)
                                         : sys::fs::status(Path, Status);
  if (EC || !sys::fs::is_regular_file(Status))
    return std::nullopt;
  return Status.getUniqueID();
}

/// The same text for all ways to write the name of a file that is yet to be.
static std::string placeOf(StringRef Path) {
  SmallString<256> Folder(sys::path::parent_path(Path)), Real;
  if (Folder.empty())
    Folder = ".";
  if (sys::fs::real_path(Folder, Real)) {
    Real = Path; // a folder that is yet to be, too
    if (sys::fs::make_absolute(Real))
      return std::string(Real); // there is no current folder
    sys::path::remove_dots(Real, /*remove_dot_dot=*/true);
    return std::string(Real);
  }
  sys::path::append(Real, sys::path::filename(Path));
  return std::string(Real);
}

/// For a message that begins with the name \p Known.
static std::string name(const FileUse &Use, StringRef Known) {
  return Use.Path == Known ? Use.Role : Use.Role + " " + Use.Path;
}

Error btfgen::checkOutputs(ArrayRef<FileUse> Inputs,
                           ArrayRef<FileUse> Outputs) {
  std::map<UniqueID, const FileUse *> Read, Written;
  StringMap<const FileUse *> New;
  for (const FileUse &Use : Inputs)
    if (std::optional<UniqueID> Id = idOf(Use.Path, STDIN_FILENO))
      Read.try_emplace(*Id, &Use);
  for (const FileUse &Use : Outputs) {
    const StringRef Path = Use.Path == "-" ? StringRef("<stdout>") : Use.Path;
    const FileUse *Other = &Use;
    if (std::optional<UniqueID> Id = idOf(Use.Path, STDOUT_FILENO)) {
      if (auto It = Read.find(*Id); It != Read.end())
        return createStringError(Path + ": is " + name(*It->second, Path) +
                                 ", and would be overwritten with " + Use.Role);
      Other = Written.try_emplace(*Id, &Use).first->second;
    } else if (Use.Path != "-" && !sys::fs::exists(Use.Path)) {
      Other = New.try_emplace(placeOf(Use.Path), &Use).first->second;
    }
    if (Other->Role != Use.Role)
      return createStringError(Path + ": is the place of both " +
                               name(*Other, Path) + " and " + Use.Role);
  }
  return Error::success();
}
