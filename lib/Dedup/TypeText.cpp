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

using namespace llvm;
using namespace btfgen;

namespace {

/// Builds a declaration from the inside out: Declarator is the part that C puts
/// at the place of the variable's name.
class DeclarationWriter {
  const TypeGraph &Graph;
  const Names &N;
  unsigned Left; ///< types that may still be visited

public:
  DeclarationWriter(const TypeGraph &Graph, const Names &N, unsigned Limit)
      : Graph(Graph), N(N), Left(Limit) {}

  std::string write(uint32_t Type, std::string Declarator);

private:
  std::string named(const char *Keyword, const TypeRecord &T,
                    const std::string &Declarator) const {
    std::string Text = Keyword;
    Text += T.Name ? N.str(T.Name) : "{...}";
    return Declarator.empty() ? Text : Text + " " + Declarator;
  }
  std::string params(const TypeRecord &T);
};

} // namespace

std::string DeclarationWriter::params(const TypeRecord &T) {
  std::string Text = "(";
  for (const Item &P : T.items()) {
    if (Text.size() > 1)
      Text += ", ";
    bool IsEllipsis = P.Ref == VoidRef && !P.Name && &P == &T.items().back();
    Text += IsEllipsis ? "..." : write(P.Ref, "");
  }
  return Text + (T.Count ? ")" : "void)");
}

std::string DeclarationWriter::write(uint32_t Type, std::string Declarator) {
  for (;;) {
    if (Type == VoidRef)
      return Declarator.empty() ? "void" : "void " + Declarator;
    if (Left == 0)
      return "...";
    --Left;
    const TypeRecord &T = Graph.Types[Type];
    auto Qualify = [&](const char *Word) {
      Declarator = Declarator.empty() ? Word : Word + (" " + Declarator);
    };
    // A pointer to an array or a function needs parentheses.
    auto Enclose = [&] {
      if (!Declarator.empty() && Declarator[0] == '*')
        Declarator = "(" + Declarator + ")";
    };
    switch (T.Kind) {
    case TypeKind::Ptr:
      Declarator = "*" + Declarator;
      break;
    case TypeKind::Const:
      Qualify("const");
      break;
    case TypeKind::Volatile:
      Qualify("volatile");
      break;
    case TypeKind::Restrict:
      Qualify("restrict");
      break;
    case TypeKind::TypeTag:
    case TypeKind::Alias:
      break;
    case TypeKind::Array:
      Enclose();
      Declarator += "[" + std::to_string(T.Size) + "]";
      break;
    case TypeKind::FuncProto:
      Enclose();
      Declarator += params(T);
      break;
    case TypeKind::Struct:
      return named("struct ", T, Declarator);
    case TypeKind::Union:
      return named("union ", T, Declarator);
    case TypeKind::Enum:
      return named("enum ", T, Declarator);
    default:
      return named("", T, Declarator);
    }
    Type = T.Ref;
  }
}

std::string btfgen::typeText(const TypeGraph &Graph, const Names &N,
                             uint32_t Type) {
  return DeclarationWriter(Graph, N, 64).write(Type, "");
}
