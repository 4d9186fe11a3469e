//===- BtfInput.cpp - BTF as a fuzzer gets it -----------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BtfInput.h"

#include "BTF/CDecl.h"
#include "BTF/Dump.h"
#include "BTF/Verify.h"
#include "BtfMutator.h"

#include "llvm/Support/raw_ostream.h"

#include <tuple>

using namespace llvm;

namespace btfgen::fuzz {

KnownBase::KnownBase() {
  silenceLibbpf();
  File = readResult(Bytes, "base", nullptr);
}

const KnownBase &knownBase() {
  static const KnownBase Base;
  return Base;
}

BtfInput::BtfInput(const uint8_t *Data, size_t Size)
    : Options(Data[0]), IsSplit(Options & 1), HasBase((Options & 3) == 3) {
  const ArrayRef<uint8_t> Rest = ArrayRef(Data, Size).drop_front();
  if (HasBase)
    std::tie(Bytes, Base) = splitInput(Rest);
  else // exactly as large as the input: reading behind it is seen
    Bytes.assign(Rest.begin(), Rest.end());
}

ByteVector BtfInput::join() const {
  ByteVector All = HasBase ? joinInput(Bytes, Base) : Bytes;
  All.insert(All.begin(), Options);
  return All;
}

BtfRef BtfInput::readBase() const {
  if (!HasBase)
    return IsSplit ? knownBase().File : nullptr;
  Expected<BtfRef> Own = BtfFile::parse(Base, "base");
  if (Own)
    return *Own;
  consumeError(Own.takeError());
  return nullptr;
}

bool BtfInput::suitsLibbpf() const {
  bool HasCircle = false;
  auto Suits = [&](const LibbpfBase *On) {
    return !libbpfDedup(Bytes, On, &HasCircle).empty() || HasCircle;
  };
  if (!HasBase)
    return Suits(IsSplit ? &knownBase().OfLibbpf : nullptr);
  const LibbpfBase Own(Base);
  return Suits(&Own);
}

bool sitesAnywhere(const BtfFile &File) {
  for (uint32_t Id = 1; Id < File.endId(); ++Id)
    if (File.type(BtfId(Id)).kind() >= NumTypeKinds)
      return true;
  return false;
}

size_t mutateBtfInput(uint8_t *Data, size_t Size, size_t MaxSize,
                      unsigned Seed) {
  Chance C(Seed);
  if (Size < 1 || MaxSize < 8)
    return LLVMFuzzerMutate(Data, Size, MaxSize);
  BtfInput In(Data, Size);
  const size_t Room = MaxSize - 3;
  if (C.oneIn(64)) {
    In.Options ^= 1 << C.below(8);
    In.IsSplit = In.Options & 1;
    In.HasBase = (In.Options & 3) == 3;
    if (In.HasBase && In.Base.empty())
      In.Base = knownBase().Bytes;
  }
  if (In.HasBase && C.oneIn(2))
    mutateBtf(In.Base, Room - std::min(Room, In.Bytes.size()), nullptr, C);
  else
    mutateBtf(In.Bytes, Room - std::min(Room, In.Base.size()), In.readBase(),
              C);
  return store(In.join(), Data, MaxSize);
}

BtfRef readResult(ArrayRef<uint8_t> Bytes, StringRef What, BtfRef Base,
                  bool MayBeEmpty) {
  VerifyOptions Rules;
  Rules.MayBeEmpty = MayBeEmpty;
  if (Error E = toError(verifyBtfBytes(Bytes, What, Base, Rules), What))
    fail(toString(std::move(E)));
  Expected<BtfRef> File = BtfFile::parse(Bytes, What, Base);
  if (!File)
    fail(toString(File.takeError()));
  return *File;
}

void printAll(const BtfFile &File) {
  raw_null_ostream OS;
  dumpBtf(OS, File);
  for (uint32_t Id = File.startId(); Id < File.endId(); ++Id) {
    declareInC(File, BtfId(Id), "name");
    describeInC(File.type(BtfId(Id)));
  }
}

} // namespace btfgen::fuzz
