//===- TypeText.cpp - Types as C writes them ------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Prints a type the way it would be declared in C.
///
//===----------------------------------------------------------------------===//

#include "Dedup/TypeText.h"

#include "Support/CDeclarator.h"

using namespace llvm;
using namespace btfgen;

namespace {

class Writer {
  const TypeGraph &Graph;
  const Names &N;
  unsigned Left; ///< types that may still be visited

public:
  Writer(const TypeGraph &Graph, const Names &N, unsigned Limit)
      : Graph(Graph), N(N), Left(Limit) {}

  /// The type alone, without the name of something that has it.
  std::string write(uint32_t Type);

private:
  std::string params(const TypeRecord &T);
  std::string specifier(const TypeRecord &T) const;
};

} // namespace

std::string Writer::params(const TypeRecord &T) {
  std::string Text = "(";
  for (const Item &P : T.items()) {
    if (Text.size() > 1)
      Text += ", ";
    bool IsEllipsis = P.Ref == VoidRef && !P.Name && &P == &T.items().back();
    Text += IsEllipsis ? "..." : write(P.Ref);
  }
  return Text + (T.Count ? ")" : "void)");
}

std::string Writer::specifier(const TypeRecord &T) const {
  const char *Keyword = T.Kind == TypeKind::Struct  ? "struct "
                        : T.Kind == TypeKind::Union ? "union "
                        : T.Kind == TypeKind::Enum  ? "enum "
                                                    : "";
  return Keyword + (T.Name ? N.str(T.Name) : "{...}");
}

std::string Writer::write(uint32_t Type) {
  CDeclarator D("");
  for (; Type != VoidRef; Type = Graph.Types[Type].Ref) {
    if (Left == 0)
      return D.declaration("...");
    --Left;
    const TypeRecord &T = Graph.Types[Type];
    switch (T.Kind) {
    case TypeKind::Ptr:
      D.pointer();
      break;
    case TypeKind::Const:
      D.qualifier("const");
      break;
    case TypeKind::Volatile:
      D.qualifier("volatile");
      break;
    case TypeKind::Restrict:
      D.qualifier("restrict");
      break;
    case TypeKind::TypeTag:
    case TypeKind::Alias:
      break;
    case TypeKind::Array:
      D.array(T.Size);
      break;
    case TypeKind::FuncProto:
      D.function(params(T));
      break;
    default:
      return D.declaration(specifier(T));
    }
  }
  return D.declaration("void");
}

std::string btfgen::typeText(const TypeGraph &Graph, const Names &N,
                             uint32_t Type) {
  return Writer(Graph, N, 64).write(Type);
}
