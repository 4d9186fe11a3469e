//===- btf-layout.cpp - A struct's layout, a module's function ------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Prints where the members of a struct are, and how a function of a module is
/// declared:
///
///     btf-layout /sys/kernel/btf/vmlinux task_struct
///     btf-layout /sys/kernel/btf/vmlinux inode /sys/kernel/btf/xfs xfs_iget
///
//===----------------------------------------------------------------------===//

#include <btfgen/Btf.h>

#include <cstdio>

using namespace btfgen;

static int fail(const std::string &Message) {
  std::fprintf(stderr, "btf-layout: %s\n", Message.c_str());
  return 1;
}

/// `at byte[:bit]  declaration`, a line for each member.
static void printLayout(const Type &Struct) {
  std::printf("%s, %u bytes\n", Struct.description().c_str(), Struct.size());
  for (const Member M : Struct.members()) {
    std::string Place = std::to_string(M.bitOffset() / 8);
    if (M.isBitField())
      Place += ':' + std::to_string(M.bitOffset() % 8);
    std::printf("%6s  %s", Place.c_str(),
                M.type().declaration(M.name()).c_str());
    if (M.isBitField())
      std::printf(" : %u", M.bitSize());
    std::printf(";\n");
  }
}

int main(int Argc, char **Argv) {
  if (Argc != 3 && Argc != 5)
    return fail("usage: btf-layout BTF STRUCT [SPLIT FUNCTION]");

  const Result<Btf> Base = Btf::open(Input::path(Argv[1]));
  if (!Base)
    return fail(Base.error().message());
  const std::optional<Type> Struct = Base->find(Argv[2], Kind::Struct);
  if (!Struct)
    return fail(std::string("no struct ") + Argv[2]);
  printLayout(*Struct);
  if (Argc == 3)
    return 0;

  // Split BTF is read together with the base that its ids continue.
  const Result<Btf> Split = Btf::open(Input::path(Argv[3]), *Base);
  if (!Split)
    return fail(Split.error().message());
  const std::optional<Type> Function = Split->find(Argv[4], Kind::Function);
  if (!Function)
    return fail(std::string("no function ") + Argv[4]);
  std::printf("%s\n", Function->description().c_str());
  for (const Parameter P : Function->target().parameters())
    std::printf("  %s: %s\n", std::string(P.name()).c_str(),
                P.type().declaration().c_str());
  return 0;
}
