//===- CDecl.cpp - Types as one-line C declarations -------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Support/CDeclarator.h knows the syntax; here is what the types of a file
/// are.
///
//===----------------------------------------------------------------------===//

#include "BTF/CDecl.h"

#include "BTF/Location.h"

#include "Support/CDeclarator.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;

namespace btfgen {

namespace {

class Writer {
public:
  explicit Writer(const BtfFile &File) : File(File) {}
  std::string declare(BtfId Type, StringRef Name);

private:
  static constexpr unsigned MaxAnonymousMembers = 4;
  std::string params(const BtfType &Proto);
  std::string specifier(const BtfType &T);
  std::string aggregate(const BtfType &T, StringRef Keyword);

  const BtfFile &File;
  /// Types still to be visited, over all nested parameters: shared types make
  /// the text exponential otherwise.
  unsigned Budget = 300;
};

} // namespace

std::string Writer::params(const BtfType &Proto) {
  std::string S = "(";
  uint32_t Count = Proto.vlen(), I = 0;
  for (BtfParam P : Proto.params()) {
    if (I++)
      S += ", ";
    if (!Budget)
      return S + "...)";
    if (I == Count && P.Type == BtfId(0) && P.NameOff == 0)
      S += "...";
    else
      S += declare(P.Type, P.name());
  }
  return S + (Count ? ")" : "void)");
}

std::string Writer::aggregate(const BtfType &T, StringRef Keyword) {
  std::string S = Keyword.str() + " { ";
  unsigned Shown = 0;
  for (BtfMember M : T.members()) {
    if (Shown++ == MaxAnonymousMembers || !Budget) {
      S += "... ";
      break;
    }
    S += declare(M.Type, M.name());
    if (M.BitSize)
      S += ":" + std::to_string(M.BitSize);
    S += "; ";
  }
  for (BtfEnumerator E : T.enumerators()) {
    S += Shown ? ", " : "";
    if (Shown++ == MaxAnonymousMembers) {
      S += "...";
      break;
    }
    S += E.name();
  }
  if (isEnumKind(T.kind()))
    S += " ";
  return S + "}";
}

std::string Writer::specifier(const BtfType &T) {
  StringRef Name = T.name();
  StringRef Keyword;
  switch (T.kind()) {
  case 0:
    return "void";
  case BTF::BTF_KIND_STRUCT:
    Keyword = "struct";
    break;
  case BTF::BTF_KIND_UNION:
    Keyword = "union";
    break;
  case BTF::BTF_KIND_FWD:
    Keyword = T.isFwdUnion() ? "union" : "struct";
    break;
  case BTF::BTF_KIND_ENUM:
  case BTF::BTF_KIND_ENUM64:
    Keyword = "enum";
    break;
  case BTF::BTF_KIND_INT:
  case BTF::BTF_KIND_FLOAT:
  case BTF::BTF_KIND_TYPEDEF:
    return Name.empty() ? "<unnamed>" : Name.str();
  default:
    return ("<" + kindName(T.kind()) + " " + Name + ">").str();
  }
  if (Name.empty())
    return aggregate(T, Keyword);
  return (Keyword + " " + Name).str();
}

std::string Writer::declare(BtfId Type, StringRef Name) {
  CDeclarator D(Name);
  for (;;) {
    BtfType T = File.type(Type);
    if (!Budget)
      return D.declaration("...");
    --Budget; // before what T holds: it may hold itself
    switch (T.kind()) {
    case BTF::BTF_KIND_PTR:
      D.pointer();
      break;
    case BTF::BTF_KIND_CONST:
      D.qualifier("const");
      break;
    case BTF::BTF_KIND_VOLATILE:
      D.qualifier("volatile");
      break;
    case BTF::BTF_KIND_RESTRICT:
      D.qualifier("restrict");
      break;
    case BTF::BTF_KIND_TYPE_TAG:
      D.qualifier(("[[" + T.name() + "]]").str());
      break;
    case BTF::BTF_KIND_ARRAY:
      D.array(T.arrayCount());
      Type = T.arrayElement();
      continue;
    case BTF::BTF_KIND_FUNC_PROTO:
      D.function(params(T));
      break;
    default:
      return D.declaration(specifier(T));
    }
    Type = T.target();
  }
}

/// The places of all arguments: "(reg5, ?, 0x1)".
static std::string locationsText(const BtfType &LocProto) {
  std::string Text = "(";
  for (uint32_t Id : LocProto.paramLocations())
    Text += (Text.size() > 1 ? ", " : "") +
            (Id ? locationText(LocProto.file().type(BtfId(Id))) : "?");
  return Text + ")";
}

std::string declareInC(const BtfFile &File, BtfId Type, StringRef Name) {
  BtfType T = File.type(Type);
  switch (T.kind()) {
  case BtfKindLocParam:
    return locationText(T) + ", size " + std::to_string(T.size());
  case BtfKindLocProto:
    return locationsText(T);
  case BtfKindLocSec:
    return "sites " + T.name().str();
  case BTF::BTF_KIND_FUNC:
  case BTF::BTF_KIND_VAR:
    return Writer(File).declare(T.target(), T.name());
  case BTF::BTF_KIND_DECL_TAG: {
    BtfType Target = File.type(T.target());
    std::string S =
        (T.name() + " on " + kindName(Target.kind()) + " " + Target.name())
            .str();
    if (T.componentIndex() >= 0)
      S += " #" + std::to_string(T.componentIndex());
    return S;
  }
  default:
    return Writer(File).declare(Type, Name);
  }
}

std::string describeInC(const BtfType &T) {
  if (T.is(BTF::BTF_KIND_TYPEDEF))
    return "typedef " + declareInC(T.file(), T.target(), T.name());
  if (T.is(BTF::BTF_KIND_FWD))
    return declareInC(T.file(), T.id(), "") + ";";
  return declareInC(T.file(), T.id(), "");
}

} // namespace btfgen
