//===- DiffPrint.cpp - Differences as text and JSON -------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One line per difference, causes before consequences; or one JSON object.
///
//===----------------------------------------------------------------------===//

#include "BTF/CDecl.h"
#include "Support/JsonText.h"
#include "Transform/Diff.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace btfgen {

static char changeSign(DiffChange Change) {
  switch (Change) {
  case DiffChange::OnlyInA:
    return '-';
  case DiffChange::OnlyInB:
    return '+';
  case DiffChange::Changed:
    return '~';
  case DiffChange::ByReference:
    return '=';
  }
  return '?';
}

static void printTable(raw_ostream &OS, const DiffResult &D) {
  constexpr const char *Row = "{0,-10} {1,8} {2,8} {3,8} {4,8} {5,8} {6,8} "
                              "{7,8}";
  const bool HasBase = D.FileA->base() || D.FileB->base();
  OS << formatv(Row, "kind", "A", "B", "equal", "only A", "only B", "changed",
                "by ref")
     << (HasBase ? "  in base\n" : "\n");
  auto Line = [&](StringRef Name, const DiffCounts &C) {
    if (!C.A && !C.B)
      return;
    OS << formatv(Row, Name, C.A, C.B, C.Equal, C.OnlyInA, C.OnlyInB, C.Changed,
                  C.ByReference);
    if (HasBase)
      OS << formatv(" {0,8}", C.InBase);
    OS << '\n';
  };
  for (unsigned Kind = 1; Kind <= NumBtfKinds; ++Kind)
    Line(kindName(Kind), D.Counts[Kind]);
  Line("total", D.total());
}

/// The C text of a type that is in one file only, where it says more than kind
/// and name.
static std::string declarationOf(const BtfType &T) {
  switch (T.kind()) {
  case BTF::BTF_KIND_FUNC:
  case BTF::BTF_KIND_VAR:
    return declareInC(T.file(), T.id(), "");
  case BTF::BTF_KIND_TYPEDEF:
    return declareInC(T.file(), T.target(), "");
  case BTF::BTF_KIND_STRUCT:
  case BTF::BTF_KIND_UNION:
    return T.isAnonymous()
               ? declareInC(T.file(), T.id(), "")
               : formatv("size {0}, {1} members", T.size(), T.vlen()).str();
  case BTF::BTF_KIND_ENUM:
  case BTF::BTF_KIND_ENUM64:
    return T.isAnonymous()
               ? declareInC(T.file(), T.id(), "")
               : formatv("size {0}, {1} values", T.size(), T.vlen()).str();
  case BTF::BTF_KIND_INT:
  case BTF::BTF_KIND_FLOAT:
    return formatv("size {0}", T.size()).str();
  case BTF::BTF_KIND_FWD:
    return T.isFwdUnion() ? "union" : "struct";
  case BTF::BTF_KIND_DECL_TAG: {
    StringRef Text = T.name();
    std::string S = declareInC(T.file(), T.id(), "");
    return StringRef(S).drop_front(Text.size()).ltrim().str();
  }
  case BTF::BTF_KIND_DATASEC:
    return formatv("size {0}, {1} variables", T.size(), T.vlen()).str();
  case BtfKindLocSec:
    return formatv("{0} sites", T.vlen()).str();
  default:
    return declareInC(T.file(), T.id(), "");
  }
}

static void printEntry(raw_ostream &OS, const DiffResult &D, const DiffEntry &E,
                       bool Verbose) {
  constexpr size_t MaxDetails = 8;
  BtfType T = D.subject(E);
  OS << changeSign(E.Change) << ' ' << kindName(E.Kind);
  if (E.Named)
    OS << ' ' << T.name();
  if (E.Change == DiffChange::ByReference) {
    if (!E.Named || T.is(BTF::BTF_KIND_DECL_TAG))
      OS << ' ' << declarationOf(T);
    OS << '\n';
    return;
  }
  if (E.Change != DiffChange::Changed) {
    OS << (T.is(BTF::BTF_KIND_DECL_TAG) || !E.Named ? " " : ": ")
       << declarationOf(T);
    if (E.Surplus)
      OS << " (one copy more than the other file has)";
    OS << '\n';
    return;
  }
  OS << ": ";
  ArrayRef<std::string> Details = E.Details;
  size_t Shown = Verbose ? Details.size() : MaxDetails;
  OS << (Details.empty() ? "differs" : join(Details.take_front(Shown), "; "));
  if (Details.size() > Shown)
    OS << formatv("; and {0} more", Details.size() - Shown);
  OS << '\n';
}

/// Types without a name: for each kind the numbers and a few examples.
static void printAnonymous(raw_ostream &OS, const DiffResult &D) {
  constexpr unsigned MaxExamples = 3;
  std::array<std::array<std::vector<const DiffEntry *>, 2>, NumBtfKinds> Found;
  for (const DiffEntry &E : D.Entries)
    if (!E.Named && E.Kind < NumBtfKinds && E.Change != DiffChange::ByReference)
      Found[E.Kind][E.Change == DiffChange::OnlyInB].push_back(&E);
  for (unsigned Kind = 0; Kind != NumBtfKinds; ++Kind) {
    for (unsigned Side : {0, 1}) {
      ArrayRef<const DiffEntry *> Entries = Found[Kind][Side];
      if (Entries.empty())
        continue;
      size_t Surplus =
          count_if(Entries, [](const DiffEntry *E) { return E->Surplus; });
      OS << (Side ? "+ " : "- ") << Entries.size() << " unnamed "
         << kindName(Kind);
      if (Surplus)
        OS << formatv(" ({0} of them more copies of equal types)", Surplus);
      const char *Separator = ", e.g. ";
      for (const DiffEntry *E : Entries.take_front(MaxExamples)) {
        OS << Separator << '\'' << declarationOf(D.subject(*E)) << '\'';
        Separator = ", ";
      }
      OS << '\n';
    }
  }
}

void printDiff(raw_ostream &OS, const DiffResult &D,
               const DiffPrintOptions &Options) {
  printTable(OS, D);
  if (Options.Summary || D.same())
    return;
  OS << '\n';
  size_t Printed = 0, Left = 0;
  auto Print = [&](const DiffEntry &E) {
    if (Printed == Options.Max) {
      ++Left;
      return;
    }
    ++Printed;
    printEntry(OS, D, E, Options.Verbose);
  };
  for (const DiffEntry &E : D.Entries)
    if (E.Change != DiffChange::ByReference && (E.Named || Options.Verbose))
      Print(E);
  if (!Options.Verbose)
    printAnonymous(OS, D);
  size_t ByReference = D.total().ByReference;
  if (ByReference && Options.Verbose) {
    for (const DiffEntry &E : D.Entries)
      if (E.Change == DiffChange::ByReference)
        Print(E);
  } else if (ByReference) {
    OS << "= " << ByReference
       << " types differ only by what they refer to (--verbose lists them)\n";
  }
  if (Left)
    OS << "... and " << Left << " more (--max)\n";
}

static const char *changeWord(DiffChange Change) {
  switch (Change) {
  case DiffChange::OnlyInA:
    return "only-in-a";
  case DiffChange::OnlyInB:
    return "only-in-b";
  case DiffChange::Changed:
    return "changed";
  case DiffChange::ByReference:
    return "by-reference";
  }
  return "unknown";
}

static void printJsonEntry(json::OStream &J, const DiffResult &D,
                           const DiffEntry &E) {
  J.object([&] {
    BtfType T = D.subject(E);
    J.attribute("change", changeWord(E.Change));
    J.attribute("kind", kindName(E.Kind));
    if (E.Named)
      J.attribute("name", jsonText(T.name()));
    if (!E.A.isNone())
      J.attribute("id_a", E.A.index());
    if (!E.B.isNone())
      J.attribute("id_b", E.B.index());
    if (E.Surplus)
      J.attribute("surplus_copy", true);
    if (E.Change != DiffChange::Changed)
      J.attribute("declaration", jsonText(declarationOf(T)));
    if (!E.Details.empty())
      J.attributeArray("details", [&] {
        for (const std::string &S : E.Details)
          J.value(jsonText(S));
      });
  });
}

void printDiffJson(raw_ostream &OS, const DiffResult &D,
                   const DiffPrintOptions &Options, unsigned Indent) {
  json::OStream J(OS, Indent);
  auto Counts = [&](StringRef Name, const DiffCounts &C) {
    if (!C.A && !C.B)
      return;
    J.attributeObject(Name, [&] {
      J.attribute("a", C.A);
      J.attribute("b", C.B);
      J.attribute("equal", C.Equal);
      J.attribute("in_base", C.InBase);
      J.attribute("only_in_a", C.OnlyInA);
      J.attribute("only_in_b", C.OnlyInB);
      J.attribute("changed", C.Changed);
      J.attribute("by_reference", C.ByReference);
    });
  };
  J.object([&] {
    J.attribute("a", jsonText(D.FileA->name()));
    J.attribute("b", jsonText(D.FileB->name()));
    J.attribute("equal", D.same());
    J.attributeObject("kinds", [&] {
      for (unsigned Kind = 1; Kind <= NumBtfKinds; ++Kind)
        Counts(kindName(Kind), D.Counts[Kind]);
    });
    Counts("total", D.total());
    if (Options.Summary)
      return;
    J.attributeArray("differences", [&] {
      size_t Printed = 0;
      for (const DiffEntry &E : D.Entries)
        if (Printed++ < Options.Max)
          printJsonEntry(J, D, E);
    });
  });
  OS << '\n';
}

} // namespace btfgen
