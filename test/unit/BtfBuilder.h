//===- BtfBuilder.h -------------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Raw BTF made of words, for tests: right or wrong, as it is told.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_UNIT_BTFBUILDER_H
#define BTFGEN_TEST_UNIT_BTFBUILDER_H

#include "BTF/Kinds.h"
#include "BTF/Reader.h"
#include "ElfBuilder.h"

namespace btfgen {

struct BtfBuilder {
  std::vector<uint32_t> Types = {};
  std::string Strings = std::string(1, '\0');
  uint32_t NextId = 1;
  uint32_t StringStart = 0; ///< of split BTF: where the base's strings end
  BtfHeader Header = {};    ///< lengths and offsets are filled in by build()
  ByteVector Layout = {};   ///< the layout section, if not empty
  bool LittleEndian = true;

  uint32_t string(llvm::StringRef Text) {
    if (Text.empty())
      return 0;
    uint32_t Offset = StringStart + Strings.size();
    Strings += Text.str() + '\0';
    return Offset;
  }
  /// Adds a record and gives its id.
  uint32_t add(unsigned Kind, llvm::StringRef Name, uint32_t Word,
               std::vector<uint32_t> Rest = {}, uint32_t Vlen = 0,
               bool Flag = false) {
    Types.insert(Types.end(),
                 {string(Name), makeBtfInfo(Kind, Vlen, Flag), Word});
    Types.insert(Types.end(), Rest.begin(), Rest.end());
    return NextId++;
  }
  uint32_t integer(llvm::StringRef Name = "int", uint32_t Size = 4,
                   uint32_t Word = 0x01000020) {
    return add(llvm::BTF::BTF_KIND_INT, Name, Size, {Word});
  }
  /// Members as {name, type, offset}.
  struct Member {
    const char *Name;
    uint32_t Type, Offset;
  };
  uint32_t aggregate(unsigned Kind, llvm::StringRef Name, uint32_t Size,
                     std::vector<Member> Members, bool Flag = false) {
    std::vector<uint32_t> Words;
    for (const Member &M : Members)
      Words.insert(Words.end(), {string(M.Name), M.Type, M.Offset});
    return add(Kind, Name, Size, Words, Members.size(), Flag);
  }

  ByteVector build() const {
    BtfHeader H = Header;
    if (!Layout.empty())
      H.HeaderLen = BtfLayoutHeaderSize;
    H.TypeLen = 4 * Types.size();
    H.LayoutOff = Layout.empty() ? 0 : H.TypeLen;
    H.LayoutLen = Layout.size();
    H.StringOff = H.TypeLen + H.LayoutLen;
    H.StringLen = Strings.size();
    Bytes Out(ElfKind{true, LittleEndian});
    Out.u16(H.Magic).u8(H.Version).u8(H.Flags).u32(H.HeaderLen);
    Out.u32(H.TypeOff).u32(H.TypeLen).u32(H.StringOff).u32(H.StringLen);
    for (uint32_t I = BtfHeaderSize; I < H.HeaderLen; I += 4)
      Out.u32(I == 24 ? H.LayoutOff : I == 28 ? H.LayoutLen : 0);
    for (uint32_t W : Types)
      Out.u32(W);
    ByteVector All = Out;
    All.insert(All.end(), Layout.begin(), Layout.end());
    All.insert(All.end(), Strings.begin(), Strings.end());
    return All;
  }
};

/// One type of each kind, which every new kernel accepts.
inline BtfBuilder everyKind() {
  using namespace llvm::BTF;
  BtfBuilder B;
  uint32_t Int = B.integer();
  uint32_t Ptr = B.add(BTF_KIND_PTR, "", Int);
  uint32_t Array = B.add(BTF_KIND_ARRAY, "", 0, {Int, Int, 4});
  uint32_t Struct =
      B.aggregate(BTF_KIND_STRUCT, "s", 32,
                  {{"a", Int, 0}, {"b", Ptr, 64}, {"c", Array, 128}});
  B.aggregate(BTF_KIND_STRUCT, "bits", 4,
              {{"x", Int, 3u << 24}, {"y", Int, 5u << 24 | 3}}, true);
  B.aggregate(BTF_KIND_UNION, "u", 4, {{"a", Int, 0}, {"", Int, 0}});
  B.add(BTF_KIND_ENUM, "e", 4, {B.string("A"), 0, B.string("B"), 7}, 2);
  B.add(BTF_KIND_FWD, "f", 0);
  uint32_t Typedef = B.add(BTF_KIND_TYPEDEF, "t", Int);
  B.add(BTF_KIND_VOLATILE, "", Typedef);
  B.add(BTF_KIND_CONST, "", 0);
  B.add(BTF_KIND_RESTRICT, "", Ptr);
  uint32_t Proto =
      B.add(BTF_KIND_FUNC_PROTO, "", 0, {B.string("x"), Int, 0, 0}, 2);
  uint32_t Func = B.add(BTF_KIND_FUNC, "fn", Proto, {}, 1);
  uint32_t Var = B.add(BTF_KIND_VAR, "v", Int, {1});
  B.add(BTF_KIND_DATASEC, ".data", 16, {Var, 8, 4}, 1);
  B.add(BTF_KIND_FLOAT, "float", 4);
  B.add(BTF_KIND_DECL_TAG, "on fn", Func, {0});
  B.add(BTF_KIND_DECL_TAG, "on s", Struct, {uint32_t(-1)});
  uint32_t Tag = B.add(BTF_KIND_TYPE_TAG, "tag", Int);
  B.add(BTF_KIND_PTR, "", Tag);
  B.add(BTF_KIND_ENUM64, "e64", 8, {B.string("C"), 1, 1}, 1, true);
  return B;
}

/// Split BTF, without types so far.
inline BtfBuilder onBase(const BtfFile &Base) {
  BtfBuilder B;
  B.Strings.clear();
  B.NextId = Base.endId();
  B.StringStart = Base.stringEnd();
  return B;
}

} // namespace btfgen

#endif // BTFGEN_TEST_UNIT_BTFBUILDER_H
