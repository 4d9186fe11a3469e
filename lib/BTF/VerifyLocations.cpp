//===- VerifyLocations.cpp - What kernels require of inline sites ---------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The rules for LOC_PARAM, LOC_PROTO and LOCSEC. The combinations of flags are
/// written down here once more, beside Location.h: what the encoder writes is
/// checked against this table.
///
//===----------------------------------------------------------------------===//

#include "BTF/VerifyState.h"

using namespace llvm;

namespace btfgen {

namespace {

/// What a LOC_PARAM of some flags may be.
struct LocationRule {
  uint32_t Flags; ///< without the sign
  bool MayBeSigned;
  uint32_t MinValues, MaxValues;
};

} // namespace

static constexpr uint32_t Signed = 1, Const = 2;
static constexpr LocationRule LocationRules[] = {
    {0x02, true, 1, 2},  // a constant
    {0x06, false, 2, 2}, // an address
    {0x08, false, 1, 2}, // in one or two registers
    {0x18, false, 1, 1}, // where a register points
    {0x38, true, 2, 3},  // likewise, with an offset
    {0x28, true, 2, 3},  // a register and an offset
};
static constexpr uint32_t MaxLocationSize = 16, MaxConstantSize = 8;

static void verifyParam(VerifyState &S, const BtfType &T) {
  const uint32_t Flags = T.locationFlags();
  if (!T.size() || T.size() > MaxLocationSize)
    S.fail(T, VerifyRule::Size, "size: found {0}, expected 1 to {1}", T.size(),
           MaxLocationSize);
  const LocationRule *Rule = find_if(LocationRules, [&](const auto &R) {
    return R.Flags == (Flags & ~Signed);
  });
  if (Rule == std::end(LocationRules) ||
      ((Flags & Signed) && !Rule->MayBeSigned))
    return S.fail(T, VerifyRule::Location,
                  "flags {0:x} are no combination that has a meaning", Flags);
  if (T.vlen() < Rule->MinValues || T.vlen() > Rule->MaxValues)
    return S.fail(T, VerifyRule::Location,
                  "{0} values with flags {1:x}, expected {2} to {3}", T.vlen(),
                  Flags, Rule->MinValues, Rule->MaxValues);
  if (!(Flags & Const))
    return;
  if (T.size() > MaxConstantSize && T.size() <= MaxLocationSize)
    S.fail(T, VerifyRule::Location,
           "a constant of {0} bytes, expected 1 to {1}", T.size(),
           MaxConstantSize);
  else if (T.size() > 4 && T.vlen() < 2)
    S.fail(T, VerifyRule::Location,
           "a constant of {0} bytes in one word, expected two", T.size());
}

static void verifySites(VerifyState &S, const BtfType &T) {
  uint32_t Index = 0;
  for (BtfSite Site : T.sites()) {
    if (Site.Func == BtfId(0))
      S.fail(T, VerifyRule::Sites, "site {0} has no function", Index);
    if (Site.Proto == BtfId(0))
      S.fail(T, VerifyRule::Sites, "site {0} has no LOC_PROTO", Index);
    ++Index;
  }
}

void verifyLocation(VerifyState &S, const BtfType &T) {
  if (T.is(BtfKindLocParam))
    return verifyParam(S, T);
  if (T.words()[2])
    S.fail(T, VerifyRule::Word, "size word: found {0}, expected 0",
           T.words()[2]);
  if (T.is(BtfKindLocSec))
    verifySites(S, T);
}

static void verifySiteReferences(VerifyState &S, const BtfType &T,
                                 uint32_t Index, const BtfSite &Site) {
  const BtfFile &File = S.File;
  const BtfType Func = File.type(Site.Func), Proto = File.type(Site.Proto);
  if (!Func.is(BTF::BTF_KIND_FUNC))
    return S.fail(T, VerifyRule::WrongKind,
                  "site {0}: type {1} is a {2}, expected a FUNC", Index,
                  Site.Func.index(), kindName(Func.kind()));
  if (!Proto.is(BtfKindLocProto))
    return S.fail(T, VerifyRule::WrongKind,
                  "site {0}: type {1} is a {2}, expected a LOC_PROTO", Index,
                  Site.Proto.index(), kindName(Proto.kind()));
  const BtfType Prototype = File.type(Func.target());
  if (!Prototype.is(BTF::BTF_KIND_FUNC_PROTO))
    return S.fail(T, VerifyRule::WrongKind,
                  "site {0}: function '{1}' has no FUNC_PROTO", Index,
                  Func.name());
  if (Prototype.vlen() != Proto.vlen())
    S.fail(T, VerifyRule::Sites,
           "site {0}: function '{1}' has {2} parameters, LOC_PROTO {3} has {4}",
           Index, Func.name(), Prototype.vlen(), Proto.id().index(),
           Proto.vlen());
}

void verifyLocationReferences(VerifyState &S, const BtfType &T) {
  uint32_t Index = 0;
  for (uint32_t Id : T.paramLocations()) {
    const BtfType Param = S.File.type(BtfId(Id));
    if (Id && !Param.is(BtfKindLocParam))
      S.fail(T, VerifyRule::WrongKind,
             "parameter {0}: type {1} is a {2}, expected a LOC_PARAM", Index,
             Id, kindName(Param.kind()));
    ++Index;
  }
  Index = 0;
  for (BtfSite Site : T.sites()) {
    if (Site.Func != BtfId(0) && Site.Proto != BtfId(0))
      verifySiteReferences(S, T, Index, Site);
    ++Index;
  }
}

} // namespace btfgen
