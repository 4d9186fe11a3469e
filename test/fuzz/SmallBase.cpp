//===- SmallBase.cpp - What split BTF is split from -----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SmallBase.h"

#include "BTF/Kinds.h"
#include "BTF/RawBtf.h"

using namespace llvm;
using namespace btfgen;
using namespace btfgen::fuzz;

ByteVector fuzz::smallBase() {
  using namespace llvm::BTF;
  StringCollector S;
  std::vector<uint32_t> Words;
  auto Add = [&](unsigned Kind, StringRef Name, uint32_t Word,
                 std::initializer_list<uint32_t> Rest = {}, uint32_t Vlen = 0) {
    Words.insert(Words.end(), {S.add(Name), makeBtfInfo(Kind, Vlen, false)});
    Words.push_back(Word);
    Words.insert(Words.end(), Rest);
  };
  Add(BTF_KIND_INT, "int", 4, {0x01000020});                          // 1
  Add(BTF_KIND_STRUCT, "s", 16, {S.add("a"), 1, 0, 0, 3, 64}, 2);     // 2
  Add(BTF_KIND_PTR, "", 2);                                           // 3
  Add(BTF_KIND_UNION, "u", 4, {S.add("x"), 1, 0}, 1);                 // 4
  Add(BTF_KIND_ENUM, "e", 4, {S.add("A"), 1}, 1);                     // 5
  Add(BTF_KIND_FWD, "f", 0);                                          // 6
  Add(BTF_KIND_PTR, "", 6);                                           // 7
  Add(BTF_KIND_TYPEDEF, "t", 1);                                      // 8
  Add(BTF_KIND_ARRAY, "", 0, {8, 1, 4});                              // 9
  Add(BTF_KIND_CONST, "", 0);                                         // 10
  Add(BTF_KIND_FUNC_PROTO, "", 1, {S.add("p"), 3, S.add("q"), 7}, 2); // 11
  Add(BTF_KIND_FUNC, "fn", 11, {}, 1);                                // 12
  Add(BTF_KIND_STRUCT, "s", 16, {S.add("b"), 9, 0}, 1);               // 13
  Add(BTF_KIND_STRUCT, "", 8, {S.add("c"), 3, 0}, 1);                 // 14
  Add(BTF_KIND_FLOAT, "double", 8);                                   // 15
  Add(BTF_KIND_ENUM64, "e64", 8, {S.add("B"), 1, 1}, 1);              // 16
  Add(BTF_KIND_VAR, "v", 1, {1});                                     // 17
  Add(BTF_KIND_DECL_TAG, "tag", 2, {uint32_t(-1)});                   // 18
  Add(BTF_KIND_TYPE_TAG, "user", 1);                                  // 19
  return makeRawBtf(Words, S.bytes(), /*LittleEndian=*/true);
}
