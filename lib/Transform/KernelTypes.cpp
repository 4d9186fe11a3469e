//===- KernelTypes.cpp - What kernel builds change in BTF -----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transform/KernelTypes.h"

#include "BTF/RawBtf.h"
#include "Support/Hash128.h"
#include "Support/SortNames.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/xxhash.h"

#include <numeric>

using namespace llvm;
using namespace btfgen;

namespace {

class KernelTypes {
public:
  KernelTypes(const BtfFile &Btf, const StringMap<KfuncFlags> &Kfuncs)
      : Btf(Btf), Kfuncs(Kfuncs) {}
  Expected<FinishedTypes> run(bool Sorted);

private:
  std::vector<uint32_t> taggedKfuncs() const;
  std::vector<uint32_t> listedKfuncs() const;
  Error changeListed(ArrayRef<uint32_t> Kfuncs);
  Error hideImplicitArguments(uint32_t Func);
  Error tagArenas(uint32_t Func, uint32_t Flags);
  Expected<uint32_t> pointIntoArena(uint32_t Func, uint32_t Type);
  bool isImplicit(uint32_t Type) const;
  bool hasFunction(StringRef Name);
  void mergeAdded();

  // Types, changed and added ones included.
  uint32_t add(ArrayRef<uint32_t> Record);
  uint32_t addTag(StringRef Name, uint32_t Target);
  uint32_t addString(StringRef Text);
  bool isOwn(uint32_t Id) const { return Id >= Btf.startId(); }
  const uint32_t *record(uint32_t Id) const {
    return isOwn(Id) ? &Words[Starts[Id - Btf.startId()]]
                     : Btf.type(BtfId(Id)).words();
  }
  /// Of an own type, to be changed.
  uint32_t *ownWords(uint32_t Id) { return &Words[Starts[Id - Btf.startId()]]; }
  ArrayRef<uint32_t> ownRecord(uint32_t I) const {
    const size_t End = I + 1 < Starts.size() ? Starts[I + 1] : Words.size();
    return ArrayRef(Words).slice(Starts[I], End - Starts[I]);
  }
  bool is(uint32_t Id, unsigned Kind) const {
    return Id && btfKind(record(Id)[1]) == Kind;
  }
  uint32_t skipQualifiers(uint32_t Id) const;
  StringRef text(uint32_t Offset) const {
    return Offset < Btf.stringEnd()
               ? Btf.string(Offset)
               : StringRef(&NewStrings[Offset - Btf.stringEnd()]);
  }
  StringRef nameOf(uint32_t Id) const { return text(record(Id)[0]); }

  void sort();
  FinishedTypes write() const;

  const BtfFile &Btf;
  const StringMap<KfuncFlags> &Kfuncs;
  std::vector<uint32_t> Words;  ///< records of the own types, and of new ones
  std::vector<uint32_t> Starts; ///< of each, in Words
  std::vector<uint32_t> Tags;   ///< DECL_TAGs among them, by index in Starts
  std::string NewStrings;       ///< behind those of Btf
  StringMap<uint32_t> Offsets;  ///< of strings that were looked for
  /// By own type: the id of one that is the same, or 0.
  std::vector<uint32_t> SameAs;
  std::vector<uint32_t> Order; ///< indices in Starts
  StringSet<> Functions;       ///< names, if hasFunction() was asked
};

} // namespace

// Flags of kfuncs, include/linux/btf.h.
static constexpr uint32_t KfFastcall = 1 << 12, KfArenaReturn = 1 << 13,
                          KfArenaArg1 = 1 << 14, KfArenaArg2 = 1 << 15,
                          KfImplicitArgs = 1 << 16;
/// Kernels know no longer names of symbols, the NUL counted.
static constexpr size_t MaxSymbolName = 512;

// --- Types -----------------------------------------------------------------

/// The id of a new type. Pointers to records are not valid any longer.
uint32_t KernelTypes::add(ArrayRef<uint32_t> Record) {
  if (btfKind(Record[1]) == BTF::BTF_KIND_DECL_TAG)
    Tags.push_back(Starts.size());
  Starts.push_back(Words.size());
  Words.insert(Words.end(), Record.begin(), Record.end());
  return Btf.startId() + Starts.size() - 1;
}

uint32_t KernelTypes::addTag(StringRef Name, uint32_t Target) {
  return add({addString(Name), makeBtfInfo(BTF::BTF_KIND_DECL_TAG, 0, false),
              Target, UINT32_MAX});
}

/// The offset of \p Text, which is not empty.
uint32_t KernelTypes::addString(StringRef Text) {
  auto [It, New] = Offsets.try_emplace(Text);
  if (!New)
    return It->second;
  std::string Whole(1, '\0');
  Whole.append(Text.begin(), Text.end());
  Whole += '\0';
  for (const BtfFile *F = &Btf; F; F = F->base())
    if (size_t At = F->strings().find(Whole); At != StringRef::npos)
      return It->second = F->stringStart() + At + 1;
  It->second = Btf.stringEnd() + NewStrings.size();
  NewStrings += Text;
  NewStrings += '\0';
  return It->second;
}

/// Void at the end of a chain that is too long for C, or a cycle.
uint32_t KernelTypes::skipQualifiers(uint32_t Id) const {
  for (unsigned Steps = 0; Steps < 256; ++Steps) {
    if (!is(Id, BTF::BTF_KIND_CONST) && !is(Id, BTF::BTF_KIND_VOLATILE) &&
        !is(Id, BTF::BTF_KIND_RESTRICT) && !is(Id, BTF::BTF_KIND_TYPE_TAG))
      return Id;
    Id = record(Id)[2];
  }
  return 0;
}

/// Whether own types or the base have a function of that name.
bool KernelTypes::hasFunction(StringRef Name) {
  if (Functions.empty())
    for (uint32_t Id = 1; Id < Btf.endId(); ++Id)
      if (const BtfType T = Btf.type(BtfId(Id)); T.is(BTF::BTF_KIND_FUNC))
        Functions.insert(T.name());
  return Functions.contains(Name);
}

// --- Which functions -------------------------------------------------------

/// Own functions that have the tag, in the order of these.
std::vector<uint32_t> KernelTypes::taggedKfuncs() const {
  std::vector<uint32_t> Found;
  DenseSet<uint32_t> Known;
  for (uint32_t Id = Btf.startId(); Id < Btf.endId(); ++Id) {
    const BtfType Tag = Btf.type(BtfId(Id));
    if (Tag.is(BTF::BTF_KIND_DECL_TAG) && Tag.name() == "bpf_kfunc" &&
        !Tag.kindFlag() && Tag.componentIndex() == -1 &&
        isOwn(Tag.target().index()) &&
        is(Tag.target().index(), BTF::BTF_KIND_FUNC) &&
        Known.insert(Tag.target().index()).second)
      Found.push_back(Tag.target().index());
  }
  return Found;
}

/// Own functions that sets of kfuncs list, the first of each name.
std::vector<uint32_t> KernelTypes::listedKfuncs() const {
  std::vector<uint32_t> Found;
  StringSet<> Known;
  for (uint32_t Id = Btf.startId(); Id < Btf.endId(); ++Id)
    if (is(Id, BTF::BTF_KIND_FUNC) && Kfuncs.lookup(nameOf(Id)).OfKfunc &&
        Known.insert(nameOf(Id)).second)
      Found.push_back(Id);
  return Found;
}

// --- Implicit arguments ----------------------------------------------------

/// Whether a parameter of this type is one that the verifier passes.
bool KernelTypes::isImplicit(uint32_t Type) const {
  const uint32_t Pointer = skipQualifiers(Type);
  if (!is(Pointer, BTF::BTF_KIND_PTR))
    return false;
  const uint32_t To = skipQualifiers(record(Pointer)[2]);
  return is(To, BTF::BTF_KIND_STRUCT) &&
         (nameOf(To) == "bpf_prog_aux" || nameOf(To) == "btf_struct_meta");
}

/// Gives the kfunc \p Func, an id, a prototype without its implicit arguments,
/// and what it was to a function NAME_impl, unless the source has that itself.
Error KernelTypes::hideImplicitArguments(uint32_t Func) {
  const uint32_t Proto = record(Func)[2];
  const std::string Impl = (nameOf(Func) + "_impl").str();
  if (Impl.size() >= MaxSymbolName)
    return createStringError(Btf.name() + ": function " + nameOf(Func) +
                             " has implicit arguments, but its name is too "
                             "long for one that ends in _impl");
  const bool IsDone = hasFunction(Impl);
  if (!IsDone) {
    const uint32_t Info = record(Func)[1];
    const uint32_t New = add({addString(Impl), Info, Proto});
    // Copies become tags, too.
    for (uint32_t I = 0, E = Tags.size(); I < E; ++I) {
      const uint32_t Tag = Btf.startId() + Tags[I];
      if (record(Tag)[2] != Func || nameOf(Tag) == "bpf_kfunc")
        continue;
      std::vector<uint32_t> Copy(ownRecord(Tags[I]));
      Copy[2] = New;
      add(Copy);
    }
  }
  const uint32_t *Old = record(Proto);
  const uint32_t NumOld = btfVlen(Old[1]);
  uint32_t Num = 0;
  while (Num < NumOld && !isImplicit(Old[BtfCommonWords + 2 * Num + 1]))
    ++Num;
  // It was done before.
  if (IsDone && Num == NumOld)
    return Error::success();
  std::vector<uint32_t> Shorter(Old, Old + BtfCommonWords + 2 * size_t(Num));
  Shorter[1] = makeBtfInfo(BTF::BTF_KIND_FUNC_PROTO, Num, false);
  const uint32_t NewProto = add(Shorter);
  ownWords(Func)[2] = NewProto;
  return Error::success();
}

// --- Arenas ----------------------------------------------------------------

/// A pointer to what \p Type points to, in an arena.
Expected<uint32_t> KernelTypes::pointIntoArena(uint32_t Func, uint32_t Type) {
  if (!is(Type, BTF::BTF_KIND_PTR))
    return createStringError(
        Btf.name() + ": kfunc " + nameOf(Func) +
        ": an arena pointer is declared where the prototype has none");
  const uint32_t To = record(Type)[2];
  const uint32_t Tag = add({addString("address_space(1)"),
                            makeBtfInfo(BTF::BTF_KIND_TYPE_TAG, 0, true), To});
  return add({0, makeBtfInfo(BTF::BTF_KIND_PTR, 0, false), Tag});
}

/// Gives \p Func a prototype in which pointers into arenas have their tag.
Error KernelTypes::tagArenas(uint32_t Func, uint32_t Flags) {
  const uint32_t Proto = record(Func)[2];
  std::vector<uint32_t> New(record(Proto), record(Proto) + BtfCommonWords +
                                               2 * btfVlen(record(Proto)[1]));
  const uint32_t Num = btfVlen(New[1]);
  auto IsArena = [&](uint32_t I) {
    const StringRef Name = text(New[BtfCommonWords + 2 * size_t(I)]);
    return Name.ends_with("__arena") || Name.ends_with("__arena__nullable") ||
           (I == 0 && Flags & KfArenaArg1) || (I == 1 && Flags & KfArenaArg2);
  };
  std::vector<uint32_t> Arenas;
  for (uint32_t I = 0; I < Num; ++I)
    if (IsArena(I))
      Arenas.push_back(I);
  if (Arenas.empty() && !(Flags & KfArenaReturn))
    return Error::success();
  if (Flags & KfArenaReturn)
    if (Error E = pointIntoArena(Func, New[2]).moveInto(New[2]))
      return E;
  const uint32_t NewProto = add(New);
  for (uint32_t I : Arenas) {
    const size_t At = BtfCommonWords + 2 * size_t(I) + 1;
    Expected<uint32_t> Pointer = pointIntoArena(Func, New[At]);
    if (!Pointer)
      return Pointer.takeError();
    ownWords(NewProto)[At] = *Pointer;
  }
  ownWords(Func)[2] = NewProto;
  return Error::success();
}

// --- All of it -------------------------------------------------------------

/// What 7.3 and later change, since the encoder knows nothing of kfuncs.
Error KernelTypes::changeListed(ArrayRef<uint32_t> Listed) {
  for (uint32_t Func : Listed) {
    const KfuncFlags F = Kfuncs.lookup(nameOf(Func));
    if (F.Conflicts)
      return createStringError(Btf.name() + ": kfunc " + nameOf(Func) +
                               " has different flags in different sets");
    const uint32_t Flags = F.OfKfunc.value_or(0);
    addTag("bpf_kfunc", Func);
    if (Flags & KfFastcall)
      addTag("bpf_fastcall", Func);
    if (Flags & KfImplicitArgs)
      if (Error E = hideImplicitArguments(Func))
        return E;
    if (Error E = tagArenas(Func, Flags))
      return E;
  }
  if (!Listed.empty())
    mergeAdded();
  return Error::success();
}

/// Of what was added, types that are there already are the same as those. A
/// type may refer to one that was added after it, so this is repeated as long
/// as something is found: to types, pointers and prototypes, three times.
void KernelTypes::mergeAdded() {
  const uint32_t FirstAdded = Btf.ownCount();
  SameAs.resize(Starts.size());
  if (Starts.size() == FirstAdded)
    return;
  DenseMap<std::pair<uint64_t, uint64_t>, uint32_t> Known;
  auto Find = [&](ArrayRef<uint32_t> Record) -> uint32_t & {
    std::vector<uint32_t> Words(Record);
    Hasher128 H(Words.size());
    forEachTypeRef(Words.data(), [&](uint32_t &Id) {
      while (isOwn(Id) && SameAs[Id - Btf.startId()])
        Id = SameAs[Id - Btf.startId()];
    });
    forEachStringRef(Words.data(), [&](uint32_t &Offset) {
      H.add(0, xxh3_64bits(text(Offset)));
      Offset = 0;
    });
    for (uint32_t W : Words)
      H.add(0, W);
    const Key128 Key = H.finish();
    return Known[{Key.Lo, Key.Hi}];
  };
  auto CanBeAdded = [&](uint32_t Id) {
    return is(Id, BTF::BTF_KIND_PTR) || is(Id, BTF::BTF_KIND_TYPE_TAG) ||
           is(Id, BTF::BTF_KIND_FUNC_PROTO);
  };
  for (uint32_t Id = 1; Id < Btf.endId(); ++Id)
    if (CanBeAdded(Id)) {
      const BtfType T = Btf.type(BtfId(Id));
      uint32_t &First = Find(ArrayRef(T.words(), recordWords(T.words()[1])));
      First = First ? First : Id;
    }
  for (bool Any = true; Any;) {
    Any = false;
    for (uint32_t I = FirstAdded; I < Starts.size(); ++I) {
      const uint32_t Id = Btf.startId() + I;
      if (SameAs[I] || !CanBeAdded(Id))
        continue;
      uint32_t &First = Find(ownRecord(I));
      if (!First) {
        First = Id;
      } else if (First != Id) {
        SameAs[I] = First;
        Any = true;
      }
    }
  }
}

/// Puts types without names first, and the others in order of their names;
/// equal ones stay in their order.
void KernelTypes::sort() {
  std::vector<NamedIndex> Named;
  std::vector<uint32_t> Sorted;
  for (uint32_t I : Order)
    if (const StringRef Name = nameOf(Btf.startId() + I); Name.empty())
      Sorted.push_back(I);
    else
      Named.push_back({Name, I});
  sortByName(Named, 1);
  for (const NamedIndex &N : Named)
    Sorted.push_back(N.Index);
  Order = std::move(Sorted);
}

FinishedTypes KernelTypes::write() const {
  FinishedTypes Result;
  std::vector<uint32_t> &NewId = Result.NewIds; // of added types, too
  NewId.resize(Btf.startId() + Starts.size());
  std::iota(NewId.begin(), NewId.begin() + Btf.startId(), 0);
  for (uint32_t I = 0; I < Order.size(); ++I)
    NewId[Btf.startId() + Order[I]] = Btf.startId() + I;
  std::vector<uint32_t> Out;
  Out.reserve(Words.size());
  for (uint32_t I : Order) {
    const size_t First = Out.size();
    llvm::append_range(Out, ownRecord(I));
    forEachTypeRef(&Out[First], [&](uint32_t &Id) {
      while (isOwn(Id) && SameAs[Id - Btf.startId()])
        Id = SameAs[Id - Btf.startId()];
      Id = NewId[Id];
    });
  }
  Result.Bytes = makeRawBtf(Out, (Btf.strings() + NewStrings).str(),
                            Btf.isLittleEndian(), Btf.layout());
  NewId.resize(Btf.endId());
  return Result;
}

Expected<FinishedTypes> KernelTypes::run(bool Sorted) {
  for (uint32_t Id = Btf.startId(); Id < Btf.endId(); ++Id)
    add(Btf.record(BtfId(Id)));
  SameAs.resize(Starts.size());
  const std::vector<uint32_t> Tagged = taggedKfuncs();
  const std::vector<uint32_t> Listed =
      Tagged.empty() ? listedKfuncs() : std::vector<uint32_t>();
  for (ArrayRef<uint32_t> List : {ArrayRef(Tagged), ArrayRef(Listed)})
    for (uint32_t Func : List)
      if (!is(record(Func)[2], BTF::BTF_KIND_FUNC_PROTO))
        return createStringError(Btf.name() + ": function " + nameOf(Func) +
                                 " has no prototype");
  for (uint32_t Func : Tagged)
    if (Kfuncs.lookup(nameOf(Func)).Flags & KfImplicitArgs)
      if (Error E = hideImplicitArguments(Func))
        return E;
  if (Error E = changeListed(Listed))
    return E;
  SameAs.resize(Starts.size());
  for (uint32_t I = 0; I < Starts.size(); ++I)
    if (!SameAs[I])
      Order.push_back(I);
  if (Sorted)
    sort();
  if (Starts.size() == Btf.ownCount() && llvm::is_sorted(Order)) {
    FinishedTypes Same{std::vector<uint8_t>(Btf.bytes()),
                       std::vector<uint32_t>(Btf.endId())};
    std::iota(Same.NewIds.begin(), Same.NewIds.end(), 0);
    return Same;
  }
  return write();
}

Expected<FinishedTypes>
btfgen::finishKernelTypes(const BtfFile &Btf,
                          const StringMap<KfuncFlags> &Kfuncs, bool Sorted) {
  return KernelTypes(Btf, Kfuncs).run(Sorted);
}
