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

#include "DWARF/SplitUnits.h"
#include "DWARF/Supplement.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"

using namespace llvm;
using namespace btfgen;

char NoDebugInfo::ID;

void NoDebugInfo::log(raw_ostream &OS) const {
  OS << Path
     << (IsSplit ? ": its debug information is in .dwo or .dwp files"
                 : ": no debug information (section .debug_info is missing or "
                   "empty)")
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

/// Whether there may be skeleton units, which always use .debug_addr. Before
/// version 5 only the unit DIE says so.
static Expected<bool> mayBeSplit(DebugSections &S) {
  if (S.Addr.empty())
    return false;
  Expected<std::vector<Unit>> Units = listUnits(S);
  if (!Units && S.assumesOrder()) {
    consumeError(Units.takeError());
    if (Error E = S.relocateUnits())
      return E;
    Units = listUnits(S);
  }
  if (!Units)
    return Units.takeError();
  return llvm::any_of(*Units, [](const Unit &U) {
    return U.Version < 5 || U.Type == dwarf::DW_UT_skeleton;
  });
}

/// Adds what other files have of the debug information.
static Error addOthers(DebugSections &S) {
  if (Error E = addSupplement(S))
    return E;
  Expected<bool> MayBe = mayBeSplit(S);
  if (!MayBe)
    return MayBe.takeError();
  return *MayBe ? addSplitUnits(S) : Error::success();
}

/// Sets Sections, and Debug where they come from that.
static Error openSections(OpenInput &In, const Config &C) {
  if (Error E = DebugSections::open(In.File, C.Threads).moveInto(In.Sections))
    return E;
  if (!In.Sections.empty())
    return addOthers(In.Sections);
  if (In.File.find(".debug_info.dwo"))
    return createStringError(
        C.Input + ": this is one of the files of split DWARF; BTF is made of "
                  "the file that was linked");
  if (!C.DebugFiles)
    return make_error<NoDebugInfo>(C.Input, false);
  In.Debug = findDebugFile(In.File, *C.DebugFiles);
  if (!In.Debug.Image)
    return make_error<NoDebugInfo>(C.Input, false, describeSearch(In.Debug));
  if (Error E =
          DebugSections::open(*In.Debug.Image, C.Threads).moveInto(In.Sections))
    return E;
  return addOthers(In.Sections);
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
                                    C.Base ? C.Base->ref() : nullptr, C.Threads,
                                    In->stripped())
                    .moveInto(In->Functions))
    return E;
  if (Error E = Names::create(In->Sections.Str, In->Sections.LineStr,
                              In->image().isRelocatable() ||
                                      In->Sections.Split || In->Sections.Sup
                                  ? Names::Identity::ByContent
                                  : By,
                              C.NamePrefix,
                              C.Base ? &C.Base->strings() : nullptr, C.Threads)
                    .moveInto(In->NameTable))
    return E;
  In->NameTable->findAll(C.Threads);
  return In;
}

Error OpenInput::checkRead() const {
  if (Error E = File.checkRead())
    return E;
  if (Sections.Sup) {
    const std::optional<ObjectImage> &Image = Sections.Sup->Image;
    if (Error E = Image ? Image->checkRead() : Error::success())
      return E;
  }
  return Debug.Image ? Debug.Image->checkRead() : Error::success();
}
