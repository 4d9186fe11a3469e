//===- IdsFuzzer.cpp - Any file with .BTF_ids -----------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Resolves .BTF_ids. What comes out is as long as what was there, and
/// resolving it again changes nothing, unless a set has members that no symbol
/// names: sorted, these are where symbols of others are.
///
/// Input: one byte, then the ELF file with .BTF_ids, symbols and .BTF. If the
/// byte is odd, that is split BTF on a small base.
///
//===----------------------------------------------------------------------===//

#include "ELF/ObjectImage.h"
#include "ELF/SymbolTable.h"
#include "ElfMutator.h"
#include "SmallBase.h"
#include "Transform/ResolveIds.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/BinaryFormat/ELF.h"

#include <algorithm>
#include <set>
#include <tuple>

using namespace llvm;
using namespace btfgen;
using namespace btfgen::fuzz;

/// Whether the contents of \p Ids are stored as they are, and those of nothing
/// else there.
static bool isApart(const SectionInfo &Ids, const ObjectImage &Image) {
  for (const SectionInfo &S : Image.sections()) {
    if (S.Index != Ids.Index && S.FileSize &&
        S.FileOffset < Ids.FileOffset + Ids.FileSize &&
        Ids.FileOffset < S.FileOffset + S.FileSize)
      return false;
    if ((S.Type == ELF::SHT_REL || S.Type == ELF::SHT_RELA) &&
        S.Info == Ids.Index)
      return false;
  }
  return !(Ids.Flags & ELF::SHF_COMPRESSED) && Ids.FileSize == Ids.Size;
}

static bool sameHeaders(const ObjectImage &A, const ObjectImage &B) {
  auto Fields = [](const SectionInfo &S) {
    return std::tuple(S.Name, S.Type, S.Flags, S.Address, S.FileOffset, S.Size,
                      S.Link, S.Info, S.EntrySize);
  };
  return A.fileType() == B.fileType() && A.is64Bit() == B.is64Bit() &&
         A.isLittleEndian() == B.isLittleEndian() &&
         llvm::equal(A.sections(), B.sections(),
                     [&](auto &X, auto &Y) { return Fields(X) == Fields(Y); });
}

static Expected<ResolvedIds> resolve(const ObjectImage &Image, bool IsSplit) {
  static const ByteVector Bytes = smallBase();
  static const BtfRef Base = cantFail(BtfFile::parse(Bytes, "base"));
  Expected<BtfRef> Btf = BtfFile::fromImage(Image, IsSplit ? Base : nullptr);
  if (!Btf)
    return Btf.takeError();
  return resolveIds(Image, **Btf, IsSplit ? Base : nullptr);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  static const MemoryFile File;
  if (Size < 1)
    return 0;
  ByteVector Bytes(Data + 1, Data + Size);
  File.write(Bytes);
  Expected<ObjectImage> Image = ObjectImage::open(File.path());
  if (!Image) {
    consumeError(Image.takeError());
    return 0;
  }
  if (!hasIdsToResolve(*Image))
    return 0;
  Expected<ResolvedIds> Ids = resolve(*Image, Data[0] & 1);
  if (!Ids) {
    consumeError(Ids.takeError());
    return 0;
  }
  const SectionInfo &Section = *Image->find(".BTF_ids");
  if (!isApart(Section, *Image))
    return 0;
  if (Ids->Bytes.size() != Section.Size)
    fail("the section has another size");
  llvm::copy(Ids->Bytes, Bytes.begin() + Section.FileOffset);
  static const MemoryFile Filled;
  Filled.write(Bytes);
  Expected<ObjectImage> Second = ObjectImage::open(Filled.path());
  if (!Second || !sameHeaders(*Image, *Second)) { // they were in the section
    consumeError(Second.takeError());
    return 0;
  }
  Expected<ResolvedIds> Again = resolve(*Second, Data[0] & 1);
  if (!Again)
    fail("cannot be resolved again: " + toString(Again.takeError()));
  if (Again->Changed || Again->Bytes != Ids->Bytes)
    fail("resolving again changes it");
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *Data, size_t Size,
                                          size_t MaxSize, unsigned Seed) {
  return mutateBehind(1, &mutateElf, Data, Size, MaxSize, Seed);
}
