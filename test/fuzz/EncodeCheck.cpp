//===- EncodeCheck.cpp - What must hold of encoding a file ----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EncodeCheck.h"

#include "../unit/Libbpf.h"
#include "BTF/Reader.h"
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
  C.Enabled.Inline = Others & 32 && !C.Enabled.DistilledBase;
  C.Kfuncs = Others & 64 ? KfuncForm::AsCalled : KfuncForm::AsDefined;
  C.SitesInMain = C.Enabled.Inline && Others & 128;
  return C;
}

namespace {
struct Result {
  std::string Problem; ///< the error's words, or empty
  ByteVector Bytes, BaseBytes, InlineBytes;
  bool operator==(const Result &) const = default;
};
} // namespace

static Result encodeWith(const Config &C) {
  Expected<EncodeResult> R = encode(C);
  if (!R) {
    Error E = R.takeError();
    if (E.isA<RefusedResult>())
      fail(toString(std::move(E)));
    return {toString(std::move(E)), {}, {}, {}};
  }
  return {"", std::move(R->Bytes), std::move(R->BaseBytes),
          std::move(R->InlineBytes)};
}

void fuzz::checkEncoding(const std::string &Path, uint8_t Features,
                         uint8_t Others, bool Repeat) {
  Config C = choose(Features, Others);
  C.Input = Path;

  const Result R = encodeWith(C);
  if (Repeat && Others & 8) {
    C.Threads = 3;
    if (encodeWith(C) != R)
      fail("the result depends on threads");
  }
  if (!R.Problem.empty())
    return;
  if (Repeat && C.Enabled.Inline && !C.SitesInMain) {
    C.Enabled.Inline = false;
    if (encodeWith(C).Bytes != R.Bytes)
      fail("types depend on inline sites");
  }
  BtfRef Base = C.Base ? C.Base->ref() : nullptr;
  if (C.Enabled.DistilledBase)
    Base = cantFail(BtfFile::parse(R.BaseBytes, "distilled base"));
  if (Expected<BtfRef> Read = BtfFile::parse(R.Bytes, "result", Base); !Read)
    fail(toString(Read.takeError()));
  // Of inline sites no libbpf of Debian knows the kinds.
  if (!C.Enabled.LayoutSection && !C.Enabled.DistilledBase && !C.SitesInMain &&
      !libbpfReads(R.Bytes, C.Base ? &base().OfLibbpf : nullptr))
    fail("libbpf does not read the result");
}
