//===- Writer.cpp - BTF as bytes ------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BTF/Writer.h"

#include "Support/Parallel.h"
#include "llvm/DebugInfo/BTF/BTF.h"
#include "llvm/Support/Endian.h"

#include <cstring>

using namespace llvm;
using namespace btfgen;

namespace {

/// Encodings of INT, in bits 24 to 27 of its last word.
constexpr uint32_t IntSigned = 1 << 24;
constexpr uint32_t IntBool = 4 << 24;
constexpr uint32_t KindFlag = 1u << 31;

/// Sizes that an unknown kind's reader needs: bytes behind the common part, and
/// per element (SPEC 1.4), by kind.
struct KindLayout {
  uint8_t Info;
  uint8_t Element;
};
constexpr KindLayout KindLayouts[] = {
    {0, 0}, {4, 0},  {0, 0}, {12, 0}, {0, 12}, {0, 12}, {0, 8},
    {0, 0}, {0, 0},  {0, 0}, {0, 0},  {0, 0},  {0, 0},  {0, 8},
    {4, 0}, {0, 12}, {0, 0}, {4, 0},  {0, 0},  {0, 12},
};

uint32_t kindNumber(const GraphType &T) {
  switch (T.Kind) {
  case TypeKind::Int:
    return BTF::BTF_KIND_INT;
  case TypeKind::Float:
    return BTF::BTF_KIND_FLOAT;
  case TypeKind::Ptr:
    return BTF::BTF_KIND_PTR;
  case TypeKind::Array:
    return BTF::BTF_KIND_ARRAY;
  case TypeKind::Struct:
    return T.isDeclaration() ? BTF::BTF_KIND_FWD : BTF::BTF_KIND_STRUCT;
  case TypeKind::Union:
    return T.isDeclaration() ? BTF::BTF_KIND_FWD : BTF::BTF_KIND_UNION;
  case TypeKind::Enum:
    return isEnum64(T) ? BTF::BTF_KIND_ENUM64 : BTF::BTF_KIND_ENUM;
  case TypeKind::Typedef:
    return BTF::BTF_KIND_TYPEDEF;
  case TypeKind::Const:
    return BTF::BTF_KIND_CONST;
  case TypeKind::Volatile:
    return BTF::BTF_KIND_VOLATILE;
  case TypeKind::Restrict:
    return BTF::BTF_KIND_RESTRICT;
  case TypeKind::FuncProto:
    return BTF::BTF_KIND_FUNC_PROTO;
  case TypeKind::TypeTag:
    return BTF::BTF_KIND_TYPE_TAG;
  case TypeKind::Func:
    return BTF::BTF_KIND_FUNC;
  case TypeKind::Var:
    return BTF::BTF_KIND_VAR;
  case TypeKind::DataSec:
    return BTF::BTF_KIND_DATASEC;
  case TypeKind::DeclTag:
    return BTF::BTF_KIND_DECL_TAG;
  case TypeKind::Alias:
  case TypeKind::Unsupported:
    break;
  }
  llvm_unreachable("not a kind of the output");
}

template <endianness Order> class RecordWriter {
  const Program &P;
  const Layout &L;
  uint8_t *Out;

  void word(uint32_t V) {
    support::endian::write<uint32_t>(Out, V, Order);
    Out += 4;
  }
  uint32_t id(uint32_t Ref) const {
    return Ref == VoidRef ? 0 : L.Ids[Ref].index();
  }
  void common(uint32_t Name, uint32_t Kind, uint32_t Vlen, bool Flag,
              uint32_t SizeOrType) {
    word(Name);
    word(Kind << 24 | Vlen | (Flag ? KindFlag : 0));
    word(SizeOrType);
  }

public:
  RecordWriter(const Program &P, const Layout &L, uint8_t *Out)
      : P(P), L(L), Out(Out) {}

  /// Writes the record at position \p I of the output.
  void write(uint32_t I) {
    const GraphType &T = P.Types[L.Order[I]];
    const uint32_t Name = L.Names[I], Kind = kindNumber(T);
    const uint32_t *ItemNames = L.ItemNames.data() + L.FirstItemName[I];
    switch (T.Kind) {
    case TypeKind::Int:
      common(Name, Kind, 0, false, T.Size);
      word(T.Size * 8 | (T.Flags & TypeSigned ? IntSigned : 0) |
           (T.Flags & TypeBool ? IntBool : 0));
      return;
    case TypeKind::Float:
      return common(Name, Kind, 0, false, T.Size);
    case TypeKind::Array:
      common(0, Kind, 0, false, 0);
      word(id(T.Ref));
      word(L.IndexType.index());
      word(T.Size);
      return;
    case TypeKind::Struct:
    case TypeKind::Union:
      if (T.isDeclaration())
        return common(Name, Kind, 0, T.Kind == TypeKind::Union, 0);
      return members(T, Name, Kind, ItemNames);
    case TypeKind::Enum:
      return enumerators(T, Name, Kind, ItemNames);
    case TypeKind::FuncProto:
      common(0, Kind, T.Count, false, id(T.Ref));
      for (uint32_t J = 0; J < T.Count; ++J) {
        word(ItemNames[J]);
        word(id(T.Items[J].Ref));
      }
      return;
    case TypeKind::Func: // its linkage is where others have their length
      return common(Name, Kind, T.Extra, false, id(T.Ref));
    case TypeKind::Var:
    case TypeKind::DeclTag:
      common(Name, Kind, 0, T.Flags & TypeAttribute, id(T.Ref));
      word(static_cast<uint32_t>(T.Extra));
      return;
    case TypeKind::DataSec:
      common(Name, Kind, T.Count, false, T.Size);
      for (const Item &V : T.items()) {
        word(id(V.Ref));
        word(V.A);
        word(V.B);
      }
      return;
    default:
      return common(Name, Kind, 0, T.Flags & TypeAttribute, id(T.Ref));
    }
  }

private:
  void members(const GraphType &T, uint32_t Name, uint32_t Kind,
               const uint32_t *ItemNames) {
    bool HasBitfields =
        any_of(T.items(), [](const Item &M) { return M.B != 0; });
    common(Name, Kind, T.Count, HasBitfields, T.Size);
    for (uint32_t J = 0; J < T.Count; ++J) {
      const Item &M = T.Items[J];
      word(ItemNames[J]);
      word(id(M.Ref));
      word(HasBitfields ? M.B << 24 | M.A : M.A);
    }
  }
  void enumerators(const GraphType &T, uint32_t Name, uint32_t Kind,
                   const uint32_t *ItemNames) {
    common(Name, Kind, T.Count, T.Flags & TypeSigned, T.Size);
    for (uint32_t J = 0; J < T.Count; ++J) {
      word(ItemNames[J]);
      word(T.Items[J].A);
      if (isEnum64(T))
        word(T.Items[J].B);
    }
  }
};

template <endianness Order>
std::vector<uint8_t> write(const Program &P, const Layout &L,
                           const WriterOptions &Options) {
  const uint32_t HeaderSize = Options.LayoutSection ? 32 : 24;
  const uint32_t TypeSize = L.RecordOffsets.back();
  const uint32_t LayoutSize =
      Options.LayoutSection ? std::size(KindLayouts) * 4 : 0;
  std::vector<uint8_t> Bytes(HeaderSize + TypeSize + LayoutSize +
                             L.Strings.size());
  uint8_t *Out = Bytes.data();
  auto Put = [&](auto V) {
    support::endian::write<decltype(V)>(Out, V, Order);
    Out += sizeof(V);
  };
  Put(static_cast<uint16_t>(BTF::MAGIC));
  Put(static_cast<uint8_t>(1)); // version
  Put(static_cast<uint8_t>(0)); // flags
  // Offsets count from the header's end.
  for (uint32_t V : {HeaderSize, 0u, TypeSize, TypeSize + LayoutSize,
                     static_cast<uint32_t>(L.Strings.size())})
    Put(V);
  if (Options.LayoutSection) {
    Put(TypeSize);
    Put(LayoutSize);
  }
  uint8_t *Types = Out;
  constexpr size_t ChunkSize = 4096;
  const size_t NumTypes = L.Order.size();
  parallelFor((NumTypes + ChunkSize - 1) / ChunkSize, Options.Threads,
              [&](size_t Chunk, unsigned) {
                size_t First = Chunk * ChunkSize;
                RecordWriter<Order> W(P, L, Types + L.RecordOffsets[First]);
                for (size_t I = First;
                     I < std::min(NumTypes, First + ChunkSize); ++I)
                  W.write(I);
              });
  Out = Types + TypeSize;
  if (Options.LayoutSection)
    for (const KindLayout &K : KindLayouts) {
      Put(K.Info);
      Put(K.Element);
      Put(static_cast<uint16_t>(0));
    }
  std::memcpy(Out, L.Strings.data(), L.Strings.size());
  return Bytes;
}

} // namespace

std::vector<uint8_t> btfgen::writeBTF(const Program &P, const Layout &L,
                                      const WriterOptions &Options) {
  return Options.LittleEndian ? write<endianness::little>(P, L, Options)
                              : write<endianness::big>(P, L, Options);
}
