//===- Dump.cpp - BTF as text -----------------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The words and their order are bpftool's, compared byte by byte with version
/// 7.1 on three kernels. It has none for what is newer: the kind_flag of tags
/// ("attribute") and unknown kinds.
///
//===----------------------------------------------------------------------===//

#include "BTF/Dump.h"

#include "BTF/Location.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace btfgen {

static StringRef nameOrAnon(StringRef Name) {
  return Name.empty() ? "(anon)" : Name;
}

static StringRef linkageName(uint32_t Linkage) {
  switch (Linkage) {
  case BTF::FUNC_STATIC:
    return "static";
  case BTF::FUNC_GLOBAL:
    return "global";
  case BTF::FUNC_EXTERN:
    return "extern";
  default:
    return "(unknown)";
  }
}

static StringRef encodingName(unsigned Encoding) {
  switch (Encoding) {
  case 0:
    return "(none)";
  case BTF::INT_SIGNED:
    return "SIGNED";
  case BTF::INT_CHAR:
    return "CHAR";
  case BTF::INT_BOOL:
    return "BOOL";
  default:
    return "UNKN";
  }
}

static void dumpMembers(raw_ostream &OS, const BtfType &T) {
  OS << " size=" << T.size() << " vlen=" << T.vlen();
  for (BtfMember M : T.members()) {
    OS << "\n\t'" << nameOrAnon(M.name()) << "' type_id=" << M.Type.index()
       << " bits_offset=" << M.BitOffset;
    if (M.BitSize)
      OS << " bitfield_size=" << M.BitSize;
  }
}

static void dumpEnumerators(raw_ostream &OS, const BtfType &T) {
  bool Signed = T.isSignedEnum(), Wide = T.is(BTF::BTF_KIND_ENUM64);
  OS << " encoding=" << (Signed ? "SIGNED" : "UNSIGNED") << " size=" << T.size()
     << " vlen=" << T.vlen();
  for (BtfEnumerator E : T.enumerators()) {
    OS << "\n\t'" << nameOrAnon(E.name()) << "' val=";
    if (Signed)
      OS << int64_t(E.Value) << (Wide ? "LL" : "");
    else
      OS << E.Value << (Wide ? "ULL" : "");
  }
}

static void dumpSection(raw_ostream &OS, const BtfType &T) {
  OS << " size=" << T.size() << " vlen=" << T.vlen();
  for (BtfSectionVar V : T.sectionVars()) {
    OS << "\n\ttype_id=" << V.Type.index() << " offset=" << V.Offset
       << " size=" << V.Size;
    BtfType Var = T.file().type(V.Type);
    if (Var.is(BTF::BTF_KIND_VAR) || Var.is(BTF::BTF_KIND_FUNC))
      OS << " (" << kindName(Var.kind()) << " '" << nameOrAnon(Var.name())
         << "')";
  }
}

static void dumpLocation(raw_ostream &OS, const BtfType &T) {
  OS << " size=" << T.size() << " flags=0x";
  OS.write_hex(T.locationFlags());
  OS << " vlen=" << T.vlen() << " values='" << locationText(T) << '\'';
}

static void dumpLocations(raw_ostream &OS, const BtfType &T) {
  OS << " vlen=" << T.vlen();
  for (uint32_t Id : T.paramLocations()) {
    OS << "\n\ttype_id=" << Id;
    if (Id)
      OS << " value='" << locationText(T.file().type(BtfId(Id))) << '\'';
  }
}

static void dumpSites(raw_ostream &OS, const BtfType &T) {
  OS << " vlen=" << T.vlen();
  for (BtfSite S : T.sites())
    OS << "\n\tname='" << nameOrAnon(T.file().type(S.Func).name())
       << "' func_type_id=" << S.Func.index()
       << " loc_proto_type_id=" << S.Proto.index() << " offset=" << S.Offset;
}

static void dumpContent(raw_ostream &OS, const BtfType &T) {
  switch (T.kind()) {
  case BTF::BTF_KIND_INT:
    OS << " size=" << T.size() << " bits_offset=" << T.intBitOffset()
       << " nr_bits=" << T.intBits()
       << " encoding=" << encodingName(T.intEncoding());
    return;
  case BTF::BTF_KIND_FLOAT:
    OS << " size=" << T.size();
    return;
  case BTF::BTF_KIND_ARRAY:
    OS << " type_id=" << T.arrayElement().index()
       << " index_type_id=" << T.arrayIndex().index()
       << " nr_elems=" << T.arrayCount();
    return;
  case BTF::BTF_KIND_STRUCT:
  case BTF::BTF_KIND_UNION:
    return dumpMembers(OS, T);
  case BTF::BTF_KIND_ENUM:
  case BTF::BTF_KIND_ENUM64:
    return dumpEnumerators(OS, T);
  case BTF::BTF_KIND_FWD:
    OS << " fwd_kind=" << (T.isFwdUnion() ? "union" : "struct");
    return;
  case BTF::BTF_KIND_FUNC_PROTO:
    OS << " ret_type_id=" << T.target().index() << " vlen=" << T.vlen();
    for (BtfParam P : T.params())
      OS << "\n\t'" << nameOrAnon(P.name()) << "' type_id=" << P.Type.index();
    return;
  case BTF::BTF_KIND_FUNC:
    OS << " type_id=" << T.target().index()
       << " linkage=" << linkageName(T.linkage());
    return;
  case BTF::BTF_KIND_VAR:
    OS << " type_id=" << T.target().index()
       << ", linkage=" << linkageName(T.linkage());
    return;
  case BTF::BTF_KIND_DATASEC:
    return dumpSection(OS, T);
  case BtfKindLocParam:
    return dumpLocation(OS, T);
  case BtfKindLocProto:
    return dumpLocations(OS, T);
  case BtfKindLocSec:
    return dumpSites(OS, T);
  case BTF::BTF_KIND_DECL_TAG:
    OS << " type_id=" << T.target().index()
       << " component_idx=" << T.componentIndex();
    break;
  default:
    if (T.kind() >= NumBtfKinds) {
      OS << " kind=" << T.kind() << " vlen=" << T.vlen();
      return;
    }
    OS << " type_id=" << T.target().index();
  }
  if (T.isAttribute())
    OS << " attribute";
}

void dumpType(raw_ostream &OS, const BtfType &T) {
  OS << '[' << T.id().index() << "] " << kindName(T.kind()) << " '"
     << nameOrAnon(T.name()) << '\'';
  dumpContent(OS, T);
  OS << '\n';
}

void dumpBtf(raw_ostream &OS, const BtfFile &File) {
  for (uint32_t I = File.startId(); I != File.endId(); ++I)
    dumpType(OS, File.type(BtfId(I)));
}

} // namespace btfgen
