//===- Verify.cpp - Would the kernel accept this BTF? -----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The container: header, sections, strings. And the verdict.
///
//===----------------------------------------------------------------------===//

#include "BTF/Verify.h"

#include "BTF/VerifyState.h"
#include "Support/Parallel.h"

#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cstring>

using namespace llvm;

namespace btfgen {

/// The kernels at which a rule changed, and those that distributions keep.
static constexpr KernelVersion KernelLines[] = {
    {4, 18}, {4, 20}, {5, 2},  {5, 6}, {5, 10}, {5, 11}, {5, 12}, {5, 13},
    {5, 15}, {5, 16}, {5, 17}, {6, 0}, {6, 1},  {6, 6},  {6, 11}, {6, 12},
    {6, 13}, {6, 15}, {6, 18}, {7, 0}, {7, 1},  {7, 2},  {7, 3},  {7, 4}};
static_assert(std::size(KernelLines) <= 32);

std::optional<KernelVersion> parseKernelVersion(StringRef Text) {
  KernelVersion V;
  unsigned Patch;
  if (Text.consumeInteger(10, V.Major) || !Text.consume_front(".") ||
      Text.consumeInteger(10, V.Minor))
    return std::nullopt;
  if (Text.consume_front(".") && Text.consumeInteger(10, Patch))
    return std::nullopt;
  // What follows is the distribution's: "-rc1", "+deb13-amd64".
  if (!Text.empty() && Text[0] != '-' && Text[0] != '+')
    return std::nullopt;
  return V;
}

StringRef ruleName(VerifyRule Rule) {
  static constexpr StringLiteral Names[] = {
      "unreadable",     "header",       "sections",     "layout",
      "strings",        "info",         "unknown-kind", "name-offset",
      "name-forbidden", "name-missing", "name-syntax",  "type-id",
      "wrong-kind",     "word",         "int-encoding", "size",
      "member-offset",  "member-size",  "section-vars", "tag-target",
      "modifier-chain", "cycle",        "array-size",   "location",
      "sites"};
  return Names[unsigned(Rule)];
}

VerifyState::VerifyState(const BtfFile &File, const VerifyOptions &Options,
                         KernelRange Usual)
    : File(File), Options(Options),
      Kernel(Options.Kernel.value_or(*std::prev(std::end(KernelLines)))),
      Usual(Usual) {
  Result.IsSplit = File.base() != nullptr;
}

bool VerifyState::wanted(KernelRange Kernels) {
  for (unsigned I = 0; I != std::size(KernelLines); ++I) {
    RejectingLines |= unsigned(Kernels.contains(KernelLines[I])) << I;
    RefusingLines |= unsigned(Kernels.containsLoading(KernelLines[I])) << I;
  }
  if (!applies(Kernels))
    return false;
  Result.NumLoadViolations += appliesLoading(Kernels);
  return Result.NumViolations++ < Options.MaxViolations;
}

void VerifyState::add(VerifyRule Rule, KernelRange Kernels, BtfId Type,
                      std::string Message) {
  Result.Violations.push_back({Rule, Kernels, Type, std::move(Message)});
}

std::string VerifyState::describe(const BtfType &T) {
  return formatv("type {0} {1} '{2}': ", T.id().index(), kindName(T.kind()),
                 T.name().take_front(128))
      .str();
}

void VerifyState::absorb(VerifyState &&Other) {
  RejectingLines |= Other.RejectingLines;
  RefusingLines |= Other.RefusingLines;
  Result.NumViolations += Other.Result.NumViolations;
  Result.NumLoadViolations += Other.Result.NumLoadViolations;
  for (Violation &V : Other.Result.Violations)
    if (Result.Violations.size() < Options.MaxViolations)
      Result.Violations.push_back(std::move(V));
}

VerifyResult VerifyState::take() {
  auto FirstWithout = [](uint32_t Lines) -> std::optional<KernelVersion> {
    for (unsigned I = 0; I != std::size(KernelLines); ++I)
      if (!(Lines >> I & 1))
        return KernelLines[I];
    return std::nullopt;
  };
  Result.OldestKernel = FirstWithout(RejectingLines);
  Result.OldestLoading = FirstWithout(RefusingLines);
  return std::move(Result);
}

static void verifyTiling(VerifyState &S) {
  const BtfHeader &H = S.File.header();
  struct Part {
    const char *Name;
    uint64_t Begin, End;
  };
  std::vector<Part> Parts = {
      {"types", H.TypeOff, uint64_t(H.TypeOff) + H.TypeLen},
      {"strings", H.StringOff, uint64_t(H.StringOff) + H.StringLen}};
  if (H.LayoutLen)
    Parts.push_back(
        {"layout", H.LayoutOff, uint64_t(H.LayoutOff) + H.LayoutLen});
  std::stable_sort(Parts.begin(), Parts.end(),
                   [](const Part &L, const Part &R) {
                     return std::tie(L.Begin, L.End) < std::tie(R.Begin, R.End);
                   });
  uint64_t At = 0;
  for (const Part &P : Parts) {
    if (P.Begin != At)
      S.fail(VerifyRule::Sections, AllKernels,
             "{0} before the {1} section: found it at {2:x}, expected {3:x} "
             "behind the header",
             P.Begin > At ? "gap" : "overlap", P.Name, P.Begin, At);
    At = std::max(At, P.End);
  }
  uint64_t Payload = S.File.bytes().size() - H.HeaderLen;
  if (At != Payload)
    S.fail(VerifyRule::Sections, AllKernels,
           "{0} bytes behind the last section", Payload - At);
  if (uint64_t(H.StringOff) + H.StringLen != Payload)
    S.fail(VerifyRule::Sections, kernelsBefore(7, 1),
           "the string section is not the last");
  if (uint64_t(H.TypeOff) + H.TypeLen > H.StringOff)
    S.fail(VerifyRule::Sections, AllKernels,
           "the types are not before the strings, as libbpf requires");
}

void verifySections(VerifyState &S) {
  const BtfFile &F = S.File;
  const BtfHeader &H = F.header();
  if (H.Flags)
    S.fail(VerifyRule::Header, AllKernels,
           "header flags: found {0:x}, expected 0", H.Flags);
  ArrayRef<uint8_t> Header = F.bytes().take_front(H.HeaderLen);
  auto NonZero = [](uint8_t B) { return B != 0; };
  if (H.HeaderLen > BtfLayoutHeaderSize &&
      any_of(Header.drop_front(BtfLayoutHeaderSize), NonZero))
    S.fail(VerifyRule::Header, AllKernels,
           "unknown bytes of the header are not zero");
  if (H.HeaderLen > BtfHeaderSize &&
      any_of(Header.drop_front(BtfHeaderSize), NonZero))
    S.fail(VerifyRule::Layout, kernelsBefore(7, 1),
           "has a layout section, which is unknown before kernel 7.1");
  if (H.LayoutLen && (H.LayoutOff % 4 || H.LayoutLen % 4))
    S.fail(VerifyRule::Layout, UserBtf,
           "layout section at {0:x} with length {1:x} is not made of 32-bit "
           "words",
           H.LayoutOff, H.LayoutLen);
  verifyTiling(S);
  if (!F.base() && !F.ownCount() && !S.mayBeEmpty())
    S.fail(VerifyRule::Sections, AllKernels, "there are no types");
  if (F.stringEnd() > BtfMaxNameOffset + 1)
    S.fail(VerifyRule::Strings, AllKernels,
           "strings end at {0:x}, expected at most {1:x}", F.stringEnd(),
           BtfMaxNameOffset + 1);
  if (F.endId() - 1 > BtfMaxType)
    S.fail(VerifyRule::Sections, AllKernels,
           "last type id is {0}, expected at most {1}", F.endId() - 1,
           BtfMaxType);
  if (F.base())
    S.fail(VerifyRule::Sections, kernelsBefore(5, 11),
           "split BTF is unknown before kernel 5.11");
  if (F.hasDistilledBase())
    S.fail(VerifyRule::Sections, kernelsBefore(6, 11),
           ".BTF.base is unknown before kernel 6.11");
}

/// The first own id whose name is less than the one before it, as strcmp does.
static BtfId firstUnsorted(const BtfFile &F) {
  const char *Last = "";
  for (uint32_t I = F.startId(); I != F.endId(); ++I) {
    const char *Name = F.stringData(F.type(BtfId(I)).nameOffset());
    if (std::strcmp(Name, Last) < 0)
      return BtfId(I);
    Last = Name;
  }
  return BtfId::none();
}

VerifyResult verifyBtf(const BtfFile &File, const VerifyOptions &Options) {
  VerifyState Records(File, Options), References(File, Options, UserBtf);
  BtfId FirstUnsorted;
  parallelFor(2, Options.Threads, [&](size_t Part, unsigned) {
    if (Part == 0) {
      verifySections(Records);
      verifyTypes(Records);
    } else {
      verifyReferences(References);
      FirstUnsorted = firstUnsorted(File);
    }
  });
  Records.absorb(std::move(References));
  VerifyResult Result = Records.take();
  Result.FirstUnsorted = FirstUnsorted;
  std::stable_sort(Result.Violations.begin(), Result.Violations.end(),
                   [](const Violation &L, const Violation &R) {
                     // none() is the file as a whole: first.
                     return L.Type.index() + 1 < R.Type.index() + 1;
                   });
  return Result;
}

VerifyResult verifyBtfBytes(ArrayRef<uint8_t> Bytes, StringRef Name,
                            BtfRef Base, const VerifyOptions &Options) {
  Expected<BtfRef> File =
      BtfFile::parse(Bytes, Name, std::move(Base), BtfChecks::Framing);
  if (File)
    return verifyBtf(**File, Options);
  VerifyResult Result;
  Result.NumViolations = Result.NumLoadViolations = 1;
  Result.Violations.push_back({VerifyRule::Unreadable, AllKernels,
                               BtfId::none(), toString(File.takeError())});
  return Result;
}

void printVerifyResult(raw_ostream &OS, StringRef FileName,
                       const VerifyResult &Result) {
  auto Version = [](KernelVersion V) {
    return formatv("{0}.{1}", V.Major, V.Minor).str();
  };
  for (const Violation &V : Result.Violations)
    OS << FileName << ": " << V.Message << " [" << ruleName(V.Rule) << "]\n";
  if (Result.NumViolations > Result.Violations.size())
    OS << FileName << ": and "
       << Result.NumViolations - Result.Violations.size() << " more problems, "
       << Result.NumViolations << " in all (--max=0 prints them)\n";
  OS << FileName << ": " << (Result.accepted() ? "accepted" : "rejected")
     << "; ";
  if (Result.OldestKernel)
    OS << "kernels from " << Version(*Result.OldestKernel) << " accept it";
  else if (Result.IsSplit && Result.OldestLoading)
    OS << "kernels from " << Version(*Result.OldestLoading)
       << " load it, since they do not check this in modules";
  else
    OS << "no kernel accepts it";
  if (Result.FirstUnsorted)
    OS << "; not sorted by name (first at type " << Result.FirstUnsorted.index()
       << ")";
  else
    OS << "; sorted by name";
  OS << '\n';
}

Error toError(const VerifyResult &Result, StringRef FileName) {
  if (Result.accepted())
    return Error::success();
  std::string Message = FileName.str() + ": the kernel would reject this BTF";
  for (const Violation &V : ArrayRef(Result.Violations).take_front(3))
    Message += "; " + V.Message;
  if (Result.NumViolations > 3)
    Message += formatv("; and {0} more", Result.NumViolations - 3).str();
  return createStringError(std::make_error_code(std::errc::invalid_argument),
                           Message);
}

} // namespace btfgen
