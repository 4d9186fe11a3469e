//===- Encode.cpp - From an ELF file to BTF -------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The pipeline. Every stage is one call whose result the next ones take, by
// value where it is used up; what a comment here calls fixed is not changed
// afterwards.
//
// Some of what the early stages take for granted is only known to be wrong
// later. There are three such cases, and in each the work starts over:
//
// 1. Two references to names are one name, because the linker has not merged
//    .debug_str: encode() repeats everything, comparing names by content.
// 2. Relocations are not in the order of their places, which the reading of
//    windows of a section relies on: readUnits() applies them all to the
//    sections of units, and lists and reads the units again.
// 3. Units refer to each other, which plain compilations do not: readUnits()
//    finds out which, and reads those that belong together as groups, or what
//    nearly all share beforehand. If a reference to that turns out to lead to
//    no DIE, it groups again, without sharing.
//
//===----------------------------------------------------------------------===//

#include "Encode/Encode.h"

#include "BTF/Kinds.h"
#include "BTF/Verify.h"
#include "DWARF/Supplement.h"
#include "Dedup/Legalize.h"
#include "Emit/InlineWriter.h"
#include "Emit/Writer.h"
#include "Encode/ReadUnits.h"
#include "Support/Parallel.h"
#include "Transform/BaseRelocation.h"
#include "Transform/BuildSteps.h"

using namespace llvm;
using namespace btfgen;

char RefusedResult::ID;

void RefusedResult::log(raw_ostream &OS) const { OS << Why; }

std::error_code RefusedResult::convertToErrorCode() const {
  return inconvertibleErrorCode();
}

// --- What the result says of itself ----------------------------------------

static void noteInput(const OpenInput &In, EncodeResult &Result) {
  Result.LittleEndian = In.image().isLittleEndian();
  Result.InputHasBase = In.File.find(".BTF.base") != nullptr;
  Result.InputHasInline = In.File.find(".BTF.inline") != nullptr;
  if (In.Debug.Image)
    Result.DebugFile = In.Debug.Image->path().str();
  Result.DebugFilesPassedOver = In.Debug.PassedOver;
  Result.ContentsFrom = In.Functions->contentsFrom();
  for (const FunctionTable::Unread &U : In.Functions->unread())
    for (StringRef Name : U.Names)
      Result.Omitted.add(Omission::NoContents, Name,
                         "section " + U.Section + " has no contents");
  if (const auto &Sup = In.Sections.Sup; Sup && !Sup->isUsed())
    Result.Omitted.add(Omission::NoSupplement, In.image().path(), Sup->Problem);
  Result.Counts.NamesByContent =
      In.NameTable->identity() == Names::Identity::ByContent;
}

static void noteUnits(const UnitsRead &Units, EncodeCounts &Counts) {
  Counts.Units = Units.NumUnits;
  Counts.Groups = Units.NumGroups;
  Counts.SkippedUnits = Units.SkippedUnits;
  Counts.TypesRead = Units.TypesRead;
  Counts.Classes = Units.Classes->size();
}

/// Counts the decisions on functions, and keeps their words if asked to.
static void noteFunctions(const Config &C, const FunctionTable &Table,
                          const FunctionSelection &Selection,
                          EncodeResult &Out) {
  Out.Counts.Functions = Selection.Selected.size();
  for (uint32_t Key = 0; Key < Selection.Decisions.size(); ++Key) {
    const FunctionDecision &D = Selection.Decisions[Key];
    auto Verdict = static_cast<size_t>(D.Verdict);
    if (Out.FunctionCounts.size() <= Verdict)
      Out.FunctionCounts.resize(Verdict + 1);
    ++Out.FunctionCounts[Verdict];
    if (C.Explain)
      Out.Functions.push_back({Table[Key].baseName().str(), D.Verdict,
                               D.NumCandidates, Selection.Details[Key]});
  }
  llvm::sort(Out.Functions, [](auto &A, auto &B) { return A.Name < B.Name; });
}

// --- Stages ----------------------------------------------------------------

/// Error: names have to be compared by content, since a name without characters
/// counted as one. The layout would notice it, but later.
static Error checkNames(const OpenInput &In, const UnitsRead &Units) {
  if (In.NameTable->identity() == Names::Identity::ByOffset &&
      Units.Classes->hasEmptyNames(*In.NameTable))
    return make_error<DuplicateNames>();
  return Error::success();
}

/// The largest vlen. Kernels that know the layout section have 24 bits for it.
static uint32_t maxItems(const Config &C) {
  return C.Enabled.LayoutSection ? BtfWideMaxVlen : BtfClassicMaxVlen;
}

/// All types, each once and as BTF can express it. Error: the base is that of
/// another kernel.
static Expected<TypeGraph> dedup(std::unique_ptr<ClassTable> Classes,
                                 const OpenInput &In, const BaseLookup *Base,
                                 const Config &C, EncodeResult &Result) {
  std::optional<BaseMatcher> InBase;
  if (Base) {
    InBase.emplace(*Base, *Classes);
    if (InBase->isOfAnotherKernel())
      return createStringError(
          C.Input + ": 'struct module' is not that of base " +
          C.Base->file().name() + ": they belong to different kernels");
  }
  TypeGraph Graph =
      dedupTypes(*Classes, InBase ? &*InBase : nullptr, C.Threads);
  Result.Counts.Dedup = Graph.Counts;
  return legalize(
      std::move(Graph), *In.NameTable,
      {C.Enabled.Float, C.Enabled.Enum64, maxItems(C), In.pointerSize()},
      Result.Omitted);
}

namespace {
/// The functions and variables of the result.
struct Selection {
  FunctionSelection Functions;
  VariableSelection Variables;
  SiteSelection Sites;
  /// String offsets of the names of the graph's types.
  TypeNames Names;
};
} // namespace

/// Decides which functions and variables the result has. Meanwhile another
/// thread lays out the names of the graph's types, which do not depend on that.
static Selection select(UnitsRead Units, const TypeGraph &Graph,
                        const OpenInput &In, const Config &C,
                        EncodeResult &Result) {
  const Names &N = *In.NameTable;
  // Half of a kernel's functions are left out.
  constexpr size_t MostAtFirst = 1 << 18;
  const size_t NumNames =
      Graph.Types.size() +
      std::min<size_t>(In.Functions->size() / 2, MostAtFirst);
  Selection S{{}, {}, {}, {N, NumNames, C.Base.get(), C.Enabled.Sorted}};
  const FunctionOptions Options{
      C.Enabled.ConsistentFunc, C.Enabled.TrueSignature, C.Explain,
      Units.SkippedUnits + Result.Omitted.counted(Omission::MalformedUnit) +
          Result.Omitted.counted(Omission::SplitUnit)};
  parallelInvoke(
      C.Threads,
      [&] { S.Names.add(Graph.Types, Graph.BaseIds, /*Threads=*/1); },
      [&] {
        if (C.Functions)
          S.Functions = Units.Functions.select(Graph, N, Options,
                                               std::max(C.Threads - 1, 1u));
        S.Variables =
            Units.Variables.select(Graph, *In.Functions, N, Result.Omitted);
      });
  std::vector<StringRef> Symbols;
  Symbols.reserve(S.Functions.Selected.size());
  for (const SelectedFunction *F : S.Functions.Selected)
    Symbols.push_back(F->Name);
  In.NameTable->setSymbols(std::move(Symbols));
  if (Units.Sites)
    S.Sites = Units.Sites->select(Graph, N);
  Result.Sites = S.Sites.Counts;
  noteFunctions(C, *In.Functions, S.Functions, Result);
  for (const SelectedSection &Section : S.Variables.Sections)
    Result.Counts.Variables += Section.Variables.size();
  return S;
}

/// More types or strings than BTF can number.
static Error refuse(const Config &C, Error E) {
  return make_error<RefusedResult>(
      createStringError(C.Input + ": " + toString(std::move(E))));
}

/// Sets the BTF of inline sites, split from Bytes. Errors: those of
/// writeInlineBtf(), of which the limits refuse the result.
static Error writeSites(const Config &C, const SiteSelection &Sites,
                        OutputLayout &Layout, EncodeResult &Result) {
  Expected<BtfRef> Main =
      BtfFile::parse(Result.Bytes, C.Input, C.Base ? C.Base->ref() : nullptr);
  if (!Main)
    return Main.takeError();
  Expected<std::vector<uint8_t>> Bytes = writeInlineBtf(
      Sites, **Main, Layout, C.Base.get(), C.Enabled.LayoutSection);
  if (!Bytes)
    return Bytes.errorIsA<DuplicateNames>() ? Bytes.takeError()
                                            : refuse(C, Bytes.takeError());
  Result.InlineBytes = std::move(*Bytes);
  return Error::success();
}

/// Error if a kernel would refuse the result.
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
    Rules.Kernel = C.Kernel;
    Rules.MayBeEmpty = true;
    if (Error E = toError(verifyBtf(**Distilled, Rules), Name))
      return E;
    Result.Base = std::move(*Distilled);
  }
  VerifyOptions Rules;
  Rules.Kernel = C.Kernel;
  Rules.PointerSize = PointerSize;
  Rules.MayBeEmpty = true; // an object of many, perhaps, or nothing inlined
  Rules.Threads = C.Threads;
  if (Error E = toError(
          verifyBtfBytes(Result.Bytes, C.Input, Result.Base, Rules), C.Input))
    return E;
  if (Result.InlineBytes.empty())
    return Error::success();
  Expected<BtfRef> Main = BtfFile::parse(Result.Bytes, C.Input, Result.Base);
  if (!Main)
    return Main.takeError();
  const std::string Name = C.Input + ": inline sites";
  // An earlier kernel may carry them, but does not read them.
  Rules.Kernel.reset();
  return toError(verifyBtfBytes(Result.InlineBytes, Name, *Main, Rules), Name);
}

/// Changes kfuncs in the result to what BPF programs call.
static Error describeAsCalled(const Config &C, const OpenInput &In,
                              EncodeResult &Result) {
  const BtfRef Base = C.Base ? C.Base->ref() : nullptr;
  Expected<StringMap<KfuncFlags>> Kfuncs =
      kfuncFlags(In.stripped() ? *In.stripped() : In.image(), Base);
  if (!Kfuncs)
    return Kfuncs.takeError();
  if (Kfuncs->empty())
    return Error::success();
  BtfParts &Parts = Result;
  Expected<ParsedParts> Old = parseParts(Parts, C.Input, Base);
  if (!Old)
    return Old.takeError();
  return finishParts(*Old, C.Input, Base, *Kfuncs, C.Enabled.Sorted)
      .moveInto(Parts);
}

/// Puts what the kernel's build will take out again into Bytes.
static Error putSitesIntoMain(const Config &C, const OpenInput &In,
                              EncodeResult &Result) {
  Expected<StringSet<>> OfMain = functionsOfMain(In.image());
  if (!OfMain)
    return OfMain.takeError();
  const BtfRef Base = C.Base ? C.Base->ref() : nullptr;
  Expected<ParsedParts> Parts = parseParts(Result, C.Input, Base);
  if (!Parts)
    return Parts.takeError();
  RemainingSites Rest = dropSites(
      *Parts->Sites, [&](StringRef Name) { return OfMain->contains(Name); });
  Result.Sites.move(SiteVerdict::Included, SiteVerdict::FunctionOfMain,
                    Rest.NumDropped);
  Result.InlineBytes = std::move(Rest.Bytes);
  return joinParts(Result, C.Input, Base);
}

// --- The pipeline ----------------------------------------------------------

/// Encodes with names compared \p By offset or content. Errors: DuplicateNames
/// if offsets do not suffice; otherwise those of encode(). \p Timer has what
/// was done before.
static Expected<EncodeResult> encodeWith(const Config &C, Names::Identity By,
                                         StageTimer &Timer) {
  EncodeResult Result;

  Timer.begin("open");
  Expected<std::unique_ptr<OpenInput>> Opened = OpenInput::open(C, By);
  if (!Opened)
    return Opened.takeError();
  OpenInput &In = **Opened;
  noteInput(In, Result);
  // Sections are plain bytes from here on, and functions have symbols.

  Expected<UnitsRead> Units = readUnits(In, C, Result.Omitted, Timer);
  if (!Units)
    return Units.takeError();
  if (Error E = checkNames(In, *Units))
    return E;
  noteUnits(*Units, Result.Counts);
  In.Sections.Abbrev.release(0, In.Sections.Abbrev.size());
  // .debug_info is not read again; what each type consists of is fixed.

  Timer.begin("dedup types");
  std::optional<BaseLookup> Base;
  if (C.Base)
    Base.emplace(*C.Base, *In.NameTable);
  const BaseLookup *InBase = Base ? &*Base : nullptr;
  TypeGraph Graph;
  Error Failure = Error::success();
  parallelInvoke(
      C.Threads,
      [&] {
        ErrorAsOutParameter Set(&Failure);
        Failure = dedup(std::move(Units->Classes), In, InBase, C, Result)
                      .moveInto(Graph);
      },
      [&] { Units->Functions.sort(); });
  if (Failure)
    return Failure;
  // The set of types and what every name means are fixed.

  Timer.begin("select");
  Selection Selected = select(std::move(*Units), Graph, In, C, Result);
  // Which functions and variables are in is fixed.

  Timer.begin("assemble");
  OutputTypes Types;
  parallelInvoke(
      C.Threads,
      [&] {
        Types = assemble(std::move(Graph), Selected.Functions,
                         Selected.Variables, *In.NameTable, InBase,
                         {C.Enabled.DeclTagKfuncs, C.Enabled.DeclTag,
                          C.Enabled.Attributes, maxItems(C)},
                         Result.Omitted);
      },
      [&] { Selected.Names.addSymbols(); });
  Selected.Functions = FunctionSelection();
  In.Functions.reset();
  // The set of records is fixed.

  Timer.begin("lay out");
  Expected<OutputLayout> Layout =
      layOut(Types, std::move(Selected.Names), C.Base.get(), C.Threads);
  if (!Layout)
    return Layout.errorIsA<DuplicateNames>() ? Layout.takeError()
                                             : refuse(C, Layout.takeError());
  Result.Omitted.merge(Layout->Names.strings().alterations());
  Result.Counts.TypesWritten = Layout->Order.size();
  // Every id and offset is fixed.

  Timer.begin("write");
  Result.Bytes =
      writeBTF(Types, *Layout,
               {Result.LittleEndian, C.Enabled.LayoutSection, C.Threads});
  if (C.Enabled.Inline) {
    Timer.begin("write sites");
    if (Error E = writeSites(C, Selected.Sites, *Layout, Result))
      return E;
  }
  if (C.Kfuncs == KfuncForm::AsCalled) {
    Timer.begin("kfuncs");
    if (Error E = describeAsCalled(C, In, Result))
      return E;
  }
  if (C.SitesInMain && !Result.InlineBytes.empty()) {
    Timer.begin("join sites");
    if (Error E = putSitesIntoMain(C, In, Result))
      return E;
  }
  if (C.Enabled.DistilledBase) {
    Timer.begin("distill");
    if (Error E =
            distillParts(Result, C.Input, C.Base->ref(), C.Enabled.Sorted))
      return E;
  }
  Timer.begin("verify");
  if (Error E = check(C, In.pointerSize(), Result))
    return make_error<RefusedResult>(std::move(E));
  Timer.end();

  // If another program has changed the input meanwhile, parts of the result may
  // be of before and others of after.
  if (Error E = In.checkRead())
    return E;
  if (C.Base)
    if (Error E = C.Base->checkRead())
      return E;
  Result.Stages = Timer.stages();
  return Result;
}

Expected<EncodeResult> btfgen::encode(const Config &C) {
  StageTimer Timer;
  Expected<EncodeResult> Result =
      encodeWith(C, Names::Identity::ByOffset, Timer);
  if (Result || !Result.errorIsA<DuplicateNames>())
    return Result;
  consumeError(Result.takeError());
  Timer.endAllInVain();
  return encodeWith(C, Names::Identity::ByContent, Timer);
}
