//===- Encode.cpp - From an ELF file to BTF -------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pipeline. Every stage is a function from what the stages before it have
// fixed to something new; nothing is changed afterwards that a comment here
// says is fixed.
//
//===----------------------------------------------------------------------===//

#include "Encode/Encode.h"

#include "BTF/Kinds.h"
#include "BTF/Verify.h"
#include "Dedup/Legalize.h"
#include "Emit/Writer.h"
#include "Encode/ReadUnits.h"
#include "Support/Parallel.h"
#include "Transform/BaseRelocation.h"
#include "Transform/Distill.h"

using namespace llvm;
using namespace btfgen;

char NoDebugInfo::ID;

void NoDebugInfo::log(raw_ostream &OS) const {
  if (IsSplit)
    OS << Path
       << ": its debug information is split off, into files .dwo or .dwp, "
          "which "
          "are not read";
  else
    OS << Path
       << ": no debug information (section .debug_info is missing or empty)";
}

std::error_code NoDebugInfo::convertToErrorCode() const {
  return inconvertibleErrorCode();
}

char RefusedResult::ID;

void RefusedResult::log(raw_ostream &OS) const { OS << Why; }

std::error_code RefusedResult::convertToErrorCode() const {
  return inconvertibleErrorCode();
}

/// Counts the decisions on functions, and keeps their words if asked to.
static void summarise(const Config &C, const FunctionTable &Table,
                      const FunctionSelection &Selection, EncodeResult &Out) {
  for (uint32_t Key = 0; Key < Selection.Decisions.size(); ++Key) {
    const FunctionDecision &D = Selection.Decisions[Key];
    auto Verdict = static_cast<size_t>(D.Verdict);
    if (Out.FunctionCounts.size() <= Verdict)
      Out.FunctionCounts.resize(Verdict + 1);
    ++Out.FunctionCounts[Verdict];
    if (C.Explain)
      Out.Functions.push_back({Table[Key].BaseName.str(), D.Verdict,
                               D.NumCandidates, Selection.Details[Key]});
  }
  llvm::sort(Out.Functions, [](auto &A, auto &B) { return A.Name < B.Name; });
}

/// What the kernel would refuse must not reach it.
static Error check(const Config &C, unsigned PointerSize,
                   EncodeResult &Result) {
  Result.Base = C.Base ? C.Base->ref() : nullptr;
  if (C.Enabled.DistilledBase) {
    const std::string Name = C.Input + ": .BTF.base";
    Expected<BtfRef> Distilled = BtfFile::parse(Result.BaseBytes, Name);
    if (!Distilled)
      return Distilled.takeError();
    if (Error E = checkDistilledBase(**Distilled))
      return E;
    VerifyOptions Rules;
    Rules.MayBeEmpty = true;
    if (Error E = toError(verifyBtf(**Distilled, Rules), Name))
      return E;
    Result.Base = std::move(*Distilled);
  }
  VerifyOptions Rules;
  Rules.PointerSize = PointerSize;
  Rules.MayBeEmpty = true; // an object of many, perhaps
  Rules.Threads = C.Threads;
  return toError(verifyBtfBytes(Result.Bytes, C.Input, Result.Base, Rules),
                 C.Input);
}

/// Makes Bytes independent of the one base that they are split from.
static Error distill(const Config &C, EncodeResult &Result) {
  Expected<BtfRef> Split = BtfFile::parse(Result.Bytes, C.Input, C.Base->ref());
  if (!Split)
    return Split.takeError();
  Expected<DistilledBtf> D = distillBase(**Split, C.Enabled.Sorted);
  if (!D)
    return D.takeError();
  Result.Bytes = std::move(D->Split);
  Result.BaseBytes = std::move(D->Base);
  return Error::success();
}

/// What is not known of functions because sections have no contents.
static void noteUnread(const FunctionTable &Table, EncodeResult &Result) {
  Result.ContentsFrom = Table.contentsFrom();
  for (const FunctionTable::Unread &U : Table.unread())
    for (StringRef Name : U.Names)
      Result.Omitted.add(Omission::NoContents, Name,
                         "section " + U.Section + " has no contents");
}

static Expected<EncodeResult> encodeWith(const Config &C, Names::Identity By,
                                         bool &NamesWereTwins) {
  EncodeResult Result;
  StageTimer Timer;

  // The input: plain sections, and which functions have symbols.
  Expected<ObjectImage> Image = ObjectImage::open(C.Input);
  if (!Image)
    return Image.takeError();
  Result.LittleEndian = Image->isLittleEndian();
  const unsigned PointerSize = Image->is64Bit() ? 8 : 4;
  if (C.Base && C.Base->file().isLittleEndian() != Result.LittleEndian)
    return createStringError(C.Input + ": its byte order is not that of base " +
                             C.Base->file().name());
  Result.InputHasBase = Image->find(".BTF.base") != nullptr;
  Expected<DebugSections> Sections = DebugSections::open(*Image, C.Threads);
  if (!Sections)
    return Sections.takeError();
  if (Sections->empty())
    return make_error<NoDebugInfo>(C.Input,
                                   Image->find(".debug_info.dwo") != nullptr);
  Expected<std::unique_ptr<FunctionTable>> Functions =
      FunctionTable::read(*Image, C.Enabled.DeclTagKfuncs, C.Threads);
  if (!Functions)
    return Functions.takeError();
  noteUnread(**Functions, Result);
  Expected<std::unique_ptr<Names>> N = Names::create(
      Sections->Str, Sections->LineStr,
      Image->isRelocatable() ? Names::Identity::ByContent : By, C.NamePrefix,
      C.Base ? &C.Base->strings() : nullptr, C.Threads);
  if (!N)
    return N.takeError();
  (*N)->findAll(C.Threads);
  Timer.endOf("open");

  auto Read = readUnits(*Sections, **N, **Functions, C, Result.Omitted, Timer);
  if (!Read)
    return Read.takeError();
  UnitsRead &U = **Read;
  if (!U.TypesRead && Result.Omitted.counted(Omission::SplitUnit))
    return make_error<NoDebugInfo>(C.Input, /*IsSplit=*/true);
  Timer.endOf("read units");
  // GCC writes short strings in line, LLVM refers to all of them: together, two
  // references may name the same. Better known now than after the layout.
  NamesWereTwins = (*N)->identity() == Names::Identity::ByOffset &&
                   ((U.SawClang && U.SawGcc) || U.Classes.hasEmptyNames(**N));
  if (NamesWereTwins)
    return Result;
  // .debug_info is not read again; what each type consists of is fixed.

  std::optional<BaseMatcher> Base;
  if (C.Base) {
    Base.emplace(*C.Base, U.Classes, **N);
    if (Base->isForeign())
      return createStringError(
          C.Input + ": 'struct module' is not that of base " +
          C.Base->file().name() + ": they belong to different kernels");
  }
  std::unique_ptr<TypeGraph> Graph =
      dedupTypes(U.Classes, Base ? &*Base : nullptr, C.Threads);
  // Kernels that know the layout section count in 24 bits.
  const uint32_t MaxItems =
      C.Enabled.Layout ? BtfWideMaxVlen : BtfClassicMaxVlen;
  legalize(*Graph, **N,
           {C.Enabled.Float, C.Enabled.Enum64, MaxItems, PointerSize},
           Result.Omitted);
  Timer.endOf("dedup types");
  // The set of types and what every name means are fixed.

  FunctionSelection Selection;
  VariableSelection Variables;
  TypeNames NameOffsets(**N, Graph->Types.size(), C.Base.get(),
                        C.Enabled.Sorted);
  Error Failure = Error::success();
  parallelInvoke(
      C.Threads,
      [&] { NameOffsets.add(Graph->Types, Graph->BaseIds, /*Threads=*/1); },
      [&] {
        ErrorAsOutParameter Set(&Failure);
        if (C.Functions)
          Selection = U.Functions.select(
              *Graph, **N,
              {C.Enabled.ConsistentFunc, C.Enabled.TrueSignature, C.Explain,
               U.SkippedUnits +
                   Result.Omitted.counted(Omission::MalformedUnit) +
                   Result.Omitted.counted(Omission::SplitUnit)},
              std::max(C.Threads - 1, 1u));
        Failure =
            U.Variables.select(*Graph, **N, Result.Omitted).moveInto(Variables);
      });
  if (Failure)
    return Failure;
  Timer.endOf("select");
  Program P =
      assemble(*Graph, Selection, Variables, **N, Base ? &*Base : nullptr,
               {C.Enabled.DeclTagKfuncs, C.Enabled.DeclTag,
                C.Enabled.Attributes, MaxItems},
               Result.Omitted);
  Result.Counts.Units = U.NumUnits;
  Result.Counts.SkippedUnits = U.SkippedUnits;
  Result.Counts.TypesRead = U.TypesRead;
  Result.Counts.Classes = U.Classes.size();
  const auto Items = std::move(U.Storage);
  Read->reset();
  Timer.endOf("assemble");
  // The set of records is fixed; where they came from is forgotten.

  NameOffsets.add(
      ArrayRef(P.Types).drop_front(NameOffsets.size()),
      ArrayRef(P.BaseIds).drop_front(C.Base ? NameOffsets.size() : 0),
      C.Threads);
  NamesWereTwins = NameOffsets.strings().foundTwins() &&
                   (*N)->identity() == Names::Identity::ByOffset;
  if (NamesWereTwins)
    return Result;
  Result.Omitted.merge(NameOffsets.altered());
  Expected<Layout> L = layOut(P, NameOffsets, C.Base.get());
  if (!L) // more types or strings than BTF can number
    return make_error<RefusedResult>(
        createStringError(C.Input + ": " + toString(L.takeError())));
  Timer.endOf("lay out");
  // Every id and offset is fixed.

  Result.Bytes = writeBTF(P, NameOffsets, *L,
                          {Result.LittleEndian, C.Enabled.Layout, C.Threads});
  Timer.endOf("write");
  if (C.Enabled.DistilledBase) {
    if (Error E = distill(C, Result))
      return E;
    Timer.endOf("distill");
  }
  if (Error E = check(C, PointerSize, Result))
    return make_error<RefusedResult>(std::move(E));
  Timer.endOf("verify");

  summarise(C, **Functions, Selection, Result);
  Result.Counts.Dedup = Graph->Counts;
  Result.Counts.TypesWritten = L->Order.size();
  Result.Counts.Functions = Selection.Selected.size();
  for (const SelectedSection &S : Variables.Sections)
    Result.Counts.Variables += S.Variables.size();
  Result.Counts.NamesByContent = (*N)->identity() == Names::Identity::ByContent;
  Result.Stages = Timer.stages();
  return Result;
}

Expected<EncodeResult> btfgen::encode(const Config &C) {
  bool NamesWereTwins = false;
  Expected<EncodeResult> Result =
      encodeWith(C, Names::Identity::ByOffset, NamesWereTwins);
  // The linker had not merged .debug_str: names are compared by content.
  if (Result && NamesWereTwins)
    return encodeWith(C, Names::Identity::ByContent, NamesWereTwins);
  return Result;
}
