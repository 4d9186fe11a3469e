//===- EncodeFuzzer.cpp - From any bytes to BTF ---------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Any file gives an error with words or BTF that a consumer can load (libbpf
/// is asked too), the same on one thread and on three. What the pipeline's own
/// verifier refuses is a failure too: a defect of one DIE must cost that DIE,
/// not the file.
///
/// Input: two bytes that choose options, then the file.
///
//===----------------------------------------------------------------------===//

#include "../unit/Libbpf.h"
#include "BTF/Reader.h"
#include "ElfMutator.h"
#include "Encode/Encode.h"
#include "SmallBase.h"

using namespace llvm;
using namespace btfgen;
using namespace btfgen::fuzz;

namespace {

/// The small base as a module's base.
struct Base {
  ByteVector Bytes = smallBase();
  LibbpfBase OfLibbpf{Bytes};
  std::shared_ptr<const BaseIndex> Index = cantFail(
      BaseIndex::create(cantFail(BtfFile::parse(Bytes, "base")), true, 1));
  Base() { silenceLibbpf(); }
};

} // namespace

static const Base &base() {
  static const Base B;
  return B;
}

static Config choose(uint8_t Features, uint8_t Others) {
  Config C;
  C.Variables = Features & 1 ? VariableScope::All : VariableScope::PerCpu;
  C.Enabled.TrueSignature = Features & 2;
  C.Enabled.Attributes = Features & 4;
  C.Enabled.LayoutSection = Features & 8;
  C.Enabled.Sorted = !(Features & 16);
  C.Enabled.Enum64 = !(Features & 32);
  C.Enabled.Float = !(Features & 64);
  C.Explain = Features & 128;
  if (Others & 1)
    C.Base = base().Index;
  C.Enabled.DistilledBase = (Others & 3) == 3;
  C.Strict = Others & 4;
  C.Enabled.ConsistentFunc = !(Others & 16);
  return C;
}

/// The error's words, or empty.
static std::string encodeTo(const Config &C, ByteVector &Bytes,
                            ByteVector &BaseBytes) {
  Expected<EncodeResult> R = encode(C);
  if (!R) {
    Error E = R.takeError();
    if (E.isA<RefusedResult>())
      fail(toString(std::move(E)));
    return toString(std::move(E));
  }
  Bytes = std::move(R->Bytes);
  BaseBytes = std::move(R->BaseBytes);
  return "";
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  static const MemoryFile File;
  if (Size < 2)
    return 0;
  File.write(ArrayRef(Data, Size).drop_front(2));
  Config C = choose(Data[0], Data[1]);
  C.Input = File.path();

  ByteVector Bytes, BaseBytes;
  const std::string Problem = encodeTo(C, Bytes, BaseBytes);
  if (Data[1] & 8) {
    ByteVector Again, BaseAgain;
    C.Threads = 3;
    if (encodeTo(C, Again, BaseAgain) != Problem || Again != Bytes ||
        BaseAgain != BaseBytes)
      fail("the result depends on threads");
  }
  if (!Problem.empty())
    return 0;
  BtfRef Base = C.Base ? C.Base->ref() : nullptr;
  if (C.Enabled.DistilledBase)
    Base = cantFail(BtfFile::parse(BaseBytes, "distilled base"));
  if (Expected<BtfRef> Read = BtfFile::parse(Bytes, "result", Base); !Read)
    fail(toString(Read.takeError()));
  if (!C.Enabled.LayoutSection && !C.Enabled.DistilledBase &&
      !libbpfReads(Bytes, C.Base ? &base().OfLibbpf : nullptr))
    fail("libbpf does not read the result");
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *Data, size_t Size,
                                          size_t MaxSize, unsigned Seed) {
  return mutateBehind(2, &mutateElf, Data, Size, MaxSize, Seed);
}
