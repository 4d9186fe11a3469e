//===- InlinedCalls.cpp - Where functions were inlined --------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Goes through the DIEs of functions with code. Types are stepped over where
/// a DIE says how far they reach.
///
//===----------------------------------------------------------------------===//

#include "DWARF/InlinedCalls.h"

#include "DWARF/DieAttributes.h"
#include "DWARF/DieKinds.h"

using namespace llvm;
using namespace llvm::dwarf;
using namespace btfgen;

bool LocationAttr::isBlock() const {
  return DieCursor<true>::isBlockForm(Form);
}

/// A DIE whose children are being read.
template <bool LE> struct TypeReader::Walk<LE>::CallScope {
  uint32_t Host; ///< the function that it is part of, or VoidRef
  uint32_t Call; ///< the call that it is, or VoidRef
  uint32_t FirstPending;
};

template <bool LE>
static LocationAttr attribute(const DieCursor<LE> &D, Attr A, uint32_t Base) {
  LocationAttr L;
  if (!D.has(A))
    return L;
  L.Form = static_cast<uint16_t>(D.form(A));
  L.Value = D.value(A);
  if (L.isBlock()) {
    const Block B = D.block(A);
    L.Value = uint64_t(Base) + B.Position;
    L.Length = B.Length;
  }
  return L;
}

/// The number of the function whose DIE this is; VoidRef if it has no code.
template <bool LE> uint32_t TypeReader::Walk<LE>::host(InlinedCalls &Calls) {
  if (!D.has(Attr::LowPc) && !D.has(Attr::Ranges) && !D.has(Attr::EntryPc))
    return VoidRef;
  InlineHost &H = Calls.Hosts.emplace_back();
  entry(H.Entry);
  H.FrameBase = attribute(D, Attr::FrameBase, Member.Base);
  return Calls.Hosts.size() - 1;
}

template <bool LE>
uint32_t TypeReader::Walk<LE>::call(InlinedCalls &Calls, uint32_t Host) {
  InlinedCall &C = Calls.Calls.emplace_back();
  C.Position = here();
  C.Origin = reference(Attr::Origin);
  C.UnitInGroup = &Member - R.Members.data();
  C.Host = Host;
  C.EntryView =
      D.isConstant(Attr::GNUEntryView) ? D.value(Attr::GNUEntryView) : 0;
  entry(C);
  return Calls.Calls.size() - 1;
}

/// Moves the parameters of a call to their place when its DIE ends.
template <bool LE>
void TypeReader::Walk<LE>::leave(InlinedCalls &Calls, const CallScope &Scope,
                                 std::vector<InlinedParam> &Pending) {
  if (Scope.Call == VoidRef)
    return;
  InlinedCall &C = Calls.Calls[Scope.Call];
  const auto First = Pending.begin() + Scope.FirstPending;
  C.FirstParam = Calls.Params.size();
  C.NumParams = Pending.end() - First;
  Calls.Params.insert(Calls.Params.end(), First, Pending.end());
  Pending.erase(First, Pending.end());
}

template <bool LE>
bool TypeReader::Walk<LE>::runForCalls(const UnitFacts &Unit,
                                       InlinedCalls &Calls) {
  Facts = Unit;
  if (!D.next())
    return defect(D.problem() ? D.problem() : "the unit has no DIE");
  if (Facts.Skipped || Facts.IsSkeleton || !D.program().HasChildren)
    return true;
  std::vector<InlinedParam> &Pending = Calls.Pending;
  std::vector<CallScope> Stack{{VoidRef, VoidRef, 0}};
  do {
    if (!D.next()) {
      if (D.problem())
        return defect(D.problem());
      leave(Calls, Stack.back(), Pending);
      Stack.pop_back();
      continue;
    }
    const AbbrevProgram &P = D.program();
    CallScope Scope{Stack.back().Host, VoidRef,
                    static_cast<uint32_t>(Pending.size())};
    switch (P.Tag) {
    case DW_TAG_formal_parameter:
      if (Stack.back().Call != VoidRef)
        Pending.push_back({reference(Attr::Origin),
                           attribute(D, Attr::Location, Member.Base),
                           attribute(D, Attr::ConstValue, Member.Base),
                           attribute(D, Attr::GNULocViews, Member.Base)});
      break;
    case DW_TAG_inlined_subroutine:
      Scope.Call = call(Calls, Scope.Host);
      break;
    case DW_TAG_subprogram:
      Scope.Host = P.HasChildren ? host(Calls) : VoidRef;
      break;
    case DW_TAG_lexical_block:
      break;
    default: // there are no calls in types and call sites
      if (P.HasChildren && D.has(Attr::Sibling)) {
        if (!D.jump(D.value(Attr::Sibling)))
          return defect(D.problem());
        continue;
      }
    }
    if (P.HasChildren)
      Stack.push_back(Scope);
    else
      leave(Calls, Scope, Pending);
  } while (!Stack.empty());
  return true;
}

bool TypeReader::readInlinedCalls(InlinedCalls &Calls) {
  Calls.clear();
  for (size_t I = 0; I < Members.size(); ++I)
    if (!compileAbbrevs(Members[I]) ||
        !(Sections.LittleEndian
              ? Walk<true>(*this, I).runForCalls(Out.Units[I], Calls)
              : Walk<false>(*this, I).runForCalls(Out.Units[I], Calls))) {
      Calls.clear();
      return false;
    }
  return true;
}
