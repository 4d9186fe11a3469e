//===- KernelTypes.cpp - What kernel builds change in BTF -----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transform/KernelTypes.h"

#include "BTF/RawBtf.h"
#include "Support/SortNames.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"

#include <numeric>

using namespace llvm;
using namespace btfgen;

namespace {

class KernelTypes {
public:
  KernelTypes(const BtfFile &Btf, const StringMap<uint32_t> &KfuncFlags)
      : Btf(Btf), KfuncFlags(KfuncFlags) {}
  Expected<std::vector<uint8_t>> run(bool Sorted);

private:
  void copyTypes();
  Error hideImplicitArguments();
  Error hideImplicitArguments(uint32_t Func);
  bool isImplicit(uint32_t Type) const;
  BtfType skipQualifiers(uint32_t Type) const;
  bool hasFunction(StringRef Name);
  uint32_t addString(StringRef Text);
  uint32_t add(ArrayRef<uint32_t> Record);
  void sort();
  std::vector<uint8_t> write() const;

  uint32_t *record(uint32_t Id) { return &Words[Starts[Id - Btf.startId()]]; }
  StringRef nameOf(uint32_t I) const {
    const uint32_t Offset = Words[Starts[I]];
    return Offset < Btf.stringEnd()
               ? Btf.string(Offset)
               : StringRef(&NewStrings[Offset - Btf.stringEnd()]);
  }

  const BtfFile &Btf;
  const StringMap<uint32_t> &KfuncFlags;
  std::vector<uint32_t> Words;  ///< records of the own types, and of new ones
  std::vector<uint32_t> Starts; ///< of each, in Words
  std::string NewStrings;       ///< behind those of Btf
  std::vector<uint32_t> Order;  ///< indices in Starts
  StringSet<> Functions;        ///< names, if hasFunction() was asked
};

} // namespace

/// Of a kfunc, include/linux/btf.h: BPF programs do not pass its last
/// arguments.
static constexpr uint32_t KfImplicitArgs = 1 << 16;
/// Kernels know no longer names of symbols, the NUL counted.
static constexpr size_t MaxSymbolName = 512;

void KernelTypes::copyTypes() {
  for (uint32_t Id = Btf.startId(); Id < Btf.endId(); ++Id)
    add(Btf.record(BtfId(Id)));
}

uint32_t KernelTypes::add(ArrayRef<uint32_t> Record) {
  Starts.push_back(Words.size());
  Words.insert(Words.end(), Record.begin(), Record.end());
  return Btf.startId() + Starts.size() - 1;
}

uint32_t KernelTypes::addString(StringRef Text) {
  const uint32_t Offset = Btf.stringEnd() + NewStrings.size();
  NewStrings += Text;
  NewStrings += '\0';
  return Offset;
}

BtfType KernelTypes::skipQualifiers(uint32_t Type) const {
  BtfType T = Btf.type(BtfId(Type));
  while (T.is(BTF::BTF_KIND_CONST) || T.is(BTF::BTF_KIND_VOLATILE) ||
         T.is(BTF::BTF_KIND_RESTRICT) || T.is(BTF::BTF_KIND_TYPE_TAG))
    T = Btf.type(T.target());
  return T;
}

/// Whether a parameter of this type is one that the verifier passes.
bool KernelTypes::isImplicit(uint32_t Type) const {
  const BtfType Pointer = skipQualifiers(Type);
  if (!Pointer.is(BTF::BTF_KIND_PTR))
    return false;
  const BtfType To = skipQualifiers(Pointer.target().index());
  return To.is(BTF::BTF_KIND_STRUCT) &&
         (To.name() == "bpf_prog_aux" || To.name() == "btf_struct_meta");
}

/// Whether own types or the base have a function of that name.
bool KernelTypes::hasFunction(StringRef Name) {
  if (Functions.empty())
    for (uint32_t Id = 1; Id < Btf.endId(); ++Id)
      if (const BtfType T = Btf.type(BtfId(Id)); T.is(BTF::BTF_KIND_FUNC))
        Functions.insert(T.name());
  return Functions.contains(Name);
}

/// Gives the kfunc \p Func, an id, a prototype without its implicit arguments,
/// and what it was to a function NAME_impl, unless the source has that itself.
Error KernelTypes::hideImplicitArguments(uint32_t Func) {
  const BtfType F = Btf.type(BtfId(Func));
  const BtfType Proto = Btf.type(F.target());
  if (!Proto.is(BTF::BTF_KIND_FUNC_PROTO))
    return createStringError(Btf.name() + ": function " + F.name() +
                             " has no prototype");
  const std::string Impl = (F.name() + "_impl").str();
  if (Impl.size() >= MaxSymbolName)
    return createStringError(Btf.name() + ": function " + F.name() +
                             " has implicit arguments, but its name is too "
                             "long for one that ends in _impl");
  const bool IsDone = hasFunction(Impl);
  if (!IsDone) {
    const uint32_t Info = Btf.record(BtfId(Func))[1];
    const uint32_t New = add({addString(Impl), Info, F.target().index()});
    for (uint32_t Id = Btf.startId(); Id < Btf.endId(); ++Id) {
      const BtfType Tag = Btf.type(BtfId(Id));
      if (!Tag.is(BTF::BTF_KIND_DECL_TAG) || Tag.target() != F.id() ||
          Tag.name() == "bpf_kfunc")
        continue;
      std::vector<uint32_t> Copy(Btf.record(BtfId(Id)));
      Copy[2] = New;
      add(Copy);
    }
  }
  std::vector<uint32_t> Shorter = {
      0, makeBtfInfo(BTF::BTF_KIND_FUNC_PROTO, 0, false),
      Proto.target().index()};
  uint32_t Num = 0;
  for (const BtfParam &P : Proto.params()) {
    if (isImplicit(P.Type.index()))
      break;
    const uint32_t *Old = Proto.words() + BtfCommonWords + 2 * size_t(Num++);
    Shorter.insert(Shorter.end(), Old, Old + 2);
  }
  // It was done before.
  if (IsDone && Num == Proto.vlen())
    return Error::success();
  Shorter[1] = makeBtfInfo(BTF::BTF_KIND_FUNC_PROTO, Num, false);
  const uint32_t NewProto = add(Shorter);
  record(Func)[2] = NewProto;
  return Error::success();
}

Error KernelTypes::hideImplicitArguments() {
  DenseSet<uint32_t> Done;
  for (uint32_t Id = Btf.startId(); Id < Btf.endId(); ++Id) {
    const BtfType Tag = Btf.type(BtfId(Id));
    if (!Tag.is(BTF::BTF_KIND_DECL_TAG) || Tag.name() != "bpf_kfunc" ||
        Tag.kindFlag() || Tag.componentIndex() != -1)
      continue;
    const BtfType F = Btf.type(Tag.target());
    if (!F.is(BTF::BTF_KIND_FUNC) || F.id().index() < Btf.startId() ||
        !(KfuncFlags.lookup(F.name()) & KfImplicitArgs) ||
        !Done.insert(F.id().index()).second)
      continue;
    if (Error E = hideImplicitArguments(F.id().index()))
      return E;
  }
  return Error::success();
}

/// Puts types without names first, and the others in order of their names;
/// equal ones stay in their order.
void KernelTypes::sort() {
  std::vector<NamedIndex> Named;
  std::vector<uint32_t> Sorted;
  for (uint32_t I : Order)
    if (nameOf(I).empty())
      Sorted.push_back(I);
    else
      Named.push_back({nameOf(I), I});
  sortByName(Named, 1);
  for (const NamedIndex &N : Named)
    Sorted.push_back(N.Index);
  Order = std::move(Sorted);
}

std::vector<uint8_t> KernelTypes::write() const {
  std::vector<uint32_t> NewId(Starts.size());
  for (uint32_t I = 0; I < Order.size(); ++I)
    NewId[Order[I]] = Btf.startId() + I;
  std::vector<uint32_t> Out;
  Out.reserve(Words.size());
  for (uint32_t I : Order) {
    const size_t First = Out.size();
    const size_t End = I + 1 < Starts.size() ? Starts[I + 1] : Words.size();
    Out.insert(Out.end(), Words.begin() + Starts[I], Words.begin() + End);
    forEachTypeRef(&Out[First], [&](uint32_t &Id) {
      if (Id >= Btf.startId())
        Id = NewId[Id - Btf.startId()];
    });
  }
  return makeRawBtf(Out, (Btf.strings() + NewStrings).str(),
                    Btf.isLittleEndian());
}

Expected<std::vector<uint8_t>> KernelTypes::run(bool Sorted) {
  copyTypes();
  if (Error E = hideImplicitArguments())
    return E;
  Order.resize(Starts.size());
  std::iota(Order.begin(), Order.end(), 0);
  const bool IsAdded = Order.size() > Btf.ownCount();
  if (Sorted)
    sort();
  if (!IsAdded && llvm::is_sorted(Order))
    return std::vector<uint8_t>(Btf.bytes());
  return write();
}

Expected<std::vector<uint8_t>>
btfgen::finishKernelTypes(const BtfFile &Btf,
                          const StringMap<uint32_t> &KfuncFlags, bool Sorted) {
  return KernelTypes(Btf, KfuncFlags).run(Sorted);
}
