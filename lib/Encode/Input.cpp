//===- Input.cpp - The file that is encoded -------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Encode/Input.h"

using namespace llvm;
using namespace btfgen;

char NoDebugInfo::ID;

void NoDebugInfo::log(raw_ostream &OS) const {
  if (IsSplit)
    OS << Path
       << ": its debug information is split off, into files .dwo or .dwp, "
          "which are not read";
  else
    OS << Path
       << ": no debug information (section .debug_info is missing or empty)";
}

std::error_code NoDebugInfo::convertToErrorCode() const {
  return inconvertibleErrorCode();
}

Expected<std::unique_ptr<Input>> Input::open(const Config &C,
                                             Names::Identity By) {
  Expected<ObjectImage> Image = ObjectImage::open(C.Input);
  if (!Image)
    return Image.takeError();
  std::unique_ptr<Input> In(new Input(std::move(*Image)));
  if (C.Base && C.Base->file().isLittleEndian() != In->Image.isLittleEndian())
    return createStringError(C.Input + ": its byte order is not that of base " +
                             C.Base->file().name());
  if (Error E =
          DebugSections::open(In->Image, C.Threads).moveInto(In->Sections))
    return E;
  if (In->Sections.empty())
    return make_error<NoDebugInfo>(C.Input, In->Image.find(".debug_info.dwo") !=
                                                nullptr);
  if (Error E =
          FunctionTable::read(In->Image, C.Enabled.DeclTagKfuncs, C.Threads)
              .moveInto(In->Functions))
    return E;
  if (Error E =
          Names::create(
              In->Sections.Str, In->Sections.LineStr,
              In->Image.isRelocatable() ? Names::Identity::ByContent : By,
              C.NamePrefix, C.Base ? &C.Base->strings() : nullptr, C.Threads)
              .moveInto(In->NameTable))
    return E;
  In->NameTable->findAll(C.Threads);
  return In;
}
