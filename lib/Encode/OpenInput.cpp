//===- OpenInput.cpp - The file that is encoded ---------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Opens the input and, where that has no debug information, its debug file;
/// then the sections, the table of functions and the names, in this order.
///
//===----------------------------------------------------------------------===//

#include "Encode/OpenInput.h"

#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace btfgen;

char NoDebugInfo::ID;

void NoDebugInfo::log(raw_ostream &OS) const {
  if (IsSplit)
    OS << Path
       << ": its debug information is in .dwo or .dwp files, which are not "
          "read";
  else
    OS << Path
       << ": no debug information (section .debug_info is missing or empty)"
       << Search;
}

std::error_code NoDebugInfo::convertToErrorCode() const {
  return inconvertibleErrorCode();
}

/// What is said where no debug file was found.
static std::string describeSearch(const DebugFile &Found) {
  std::string Text;
  for (const std::string &Why : Found.PassedOver)
    Text += "\n  not its debug file: " + Why;
  if (!Found.NotThere.empty())
    Text += "\n  debug files that do not exist: " + join(Found.NotThere, ", ");
  if (Text.empty())
    Text = "\n  it has neither a build id nor .gnu_debuglink to find a debug "
           "file by";
  return Text;
}

/// Sets Sections, and Debug where they come from that.
static Error openSections(OpenInput &In, const Config &C) {
  if (Error E = DebugSections::open(In.File, C.Threads).moveInto(In.Sections))
    return E;
  if (!In.Sections.empty())
    return Error::success();
  const bool IsSplit = In.File.find(".debug_info.dwo") != nullptr;
  if (IsSplit || !C.DebugFiles)
    return make_error<NoDebugInfo>(C.Input, IsSplit);
  In.Debug = findDebugFile(In.File, *C.DebugFiles);
  if (!In.Debug.Image)
    return make_error<NoDebugInfo>(C.Input, IsSplit, describeSearch(In.Debug));
  return DebugSections::open(*In.Debug.Image, C.Threads).moveInto(In.Sections);
}

Expected<std::unique_ptr<OpenInput>> OpenInput::open(const Config &C,
                                                     Names::Identity By) {
  Expected<ObjectImage> File =
      C.Source ? ObjectImage::open(*C.Source) : ObjectImage::open(C.Input);
  if (!File)
    return File.takeError();
  std::unique_ptr<OpenInput> In(new OpenInput(std::move(*File)));
  if (Error E = openSections(*In, C))
    return E;
  if (C.Base && C.Base->file().isLittleEndian() != In->image().isLittleEndian())
    return createStringError(C.Input + ": its byte order is not that of base " +
                             C.Base->file().name());
  if (Error E = FunctionTable::read(In->image(), C.Enabled.DeclTagKfuncs,
                                    C.Threads, In->stripped())
                    .moveInto(In->Functions))
    return E;
  if (Error E =
          Names::create(
              In->Sections.Str, In->Sections.LineStr,
              In->image().isRelocatable() ? Names::Identity::ByContent : By,
              C.NamePrefix, C.Base ? &C.Base->strings() : nullptr, C.Threads)
              .moveInto(In->NameTable))
    return E;
  In->NameTable->findAll(C.Threads);
  return In;
}

Error OpenInput::checkRead() const {
  if (Error E = File.checkRead())
    return E;
  return Debug.Image ? Debug.Image->checkRead() : Error::success();
}
