//===- Reader.cpp - BTF as a checked, indexed table of types ----*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Header, record boundaries, then references: each is one linear pass, and
/// nothing is followed before it has been checked. Types in the other byte
/// order are swapped once while loading: all of the type section is 32-bit
/// words.
///
//===----------------------------------------------------------------------===//

#include "BTF/Reader.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/SwapByteOrder.h"

#include <algorithm>
#include <cstring>

using namespace llvm;

namespace btfgen {

// libbpf's cap on type ids and string offsets.
static constexpr uint64_t MaxIdOrOffset = 0x7fffffff;
// Longer than any identifier or tag. Without a limit, a file whose names all
// lie in one long string would take time quadratic in its size.
static constexpr size_t MaxStringLength = 0xffff;

static Error makeError(std::errc Code, const Twine &Message) {
  return createStringError(std::make_error_code(Code), Message);
}

//===----------------------------------------------------------------------===//
// Views
//===----------------------------------------------------------------------===//

StringRef BtfMember::name() const { return File->string(NameOff); }
StringRef BtfEnumerator::name() const { return File->string(NameOff); }
StringRef BtfParam::name() const { return File->string(NameOff); }
StringRef BtfType::name() const { return File->string(Words[0]); }
bool BtfType::isAnonymous() const { return !*File->stringData(Words[0]); }

BtfMember BtfMember::decode(const BtfType &Owner, const uint32_t *Words) {
  uint32_t Offset = Words[2], BitSize = 0;
  if (Owner.kindFlag()) {
    BitSize = Offset >> 24;
    Offset &= 0xffffff;
  }
  return {&Owner.file(), Words[0], BtfId(Words[1]), Offset, BitSize};
}

BtfEnumerator BtfEnumerator::decode(const BtfType &Owner,
                                    const uint32_t *Words) {
  bool Signed = Owner.kindFlag();
  uint64_t Value = Words[1];
  if (Owner.is(BTF::BTF_KIND_ENUM64))
    Value |= uint64_t(Words[2]) << 32;
  else if (Signed)
    Value = uint64_t(int64_t(int32_t(Words[1])));
  return {&Owner.file(), Words[0], Signed, Value};
}

BtfParam BtfParam::decode(const BtfType &Owner, const uint32_t *Words) {
  return {&Owner.file(), Words[0], BtfId(Words[1])};
}

BtfSectionVar BtfSectionVar::decode(const BtfType &, const uint32_t *Words) {
  return {BtfId(Words[0]), Words[1], Words[2]};
}

BtfSite BtfSite::decode(const BtfType &, const uint32_t *Words) {
  return {BtfId(Words[0]), BtfId(Words[1]), Words[2]};
}

template <typename T> BtfType::Elements<T> BtfType::elements(bool Fits) const {
  const KindShape &S = shape();
  return Elements<T>(*this, Words + BtfCommonWords + S.FixedWords,
                     S.ElementWords, Fits ? vlen() : 0);
}

BtfType::Elements<BtfMember> BtfType::members() const {
  return elements<BtfMember>(isCompositeKind(kind()));
}
BtfType::Elements<BtfEnumerator> BtfType::enumerators() const {
  return elements<BtfEnumerator>(isEnumKind(kind()));
}
BtfType::Elements<BtfParam> BtfType::params() const {
  return elements<BtfParam>(is(BTF::BTF_KIND_FUNC_PROTO));
}
BtfType::Elements<BtfSectionVar> BtfType::sectionVars() const {
  return elements<BtfSectionVar>(is(BTF::BTF_KIND_DATASEC));
}

BtfType::Elements<BtfSite> BtfType::sites() const {
  return elements<BtfSite>(is(BtfKindLocSec));
}

ArrayRef<uint32_t> BtfType::locationValues() const {
  return ArrayRef(Words + BtfCommonWords + 1, is(BtfKindLocParam) ? vlen() : 0);
}
ArrayRef<uint32_t> BtfType::paramLocations() const {
  return ArrayRef(Words + BtfCommonWords, is(BtfKindLocProto) ? vlen() : 0);
}

uint32_t BtfType::linkage() const {
  return is(BTF::BTF_KIND_FUNC) ? vlen() : fixed(BTF::BTF_KIND_VAR, 0);
}

bool BtfType::isAttribute() const {
  return kindFlag() &&
         (is(BTF::BTF_KIND_DECL_TAG) || is(BTF::BTF_KIND_TYPE_TAG));
}

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

BtfType BtfFile::baseType(BtfId Id) const {
  static constexpr uint32_t Void[BtfCommonWords] = {0, 0, 0};
  if (Base && Id.index() < StartId)
    return Base->type(Id);
  return BtfType(*this, Void, BtfId(0));
}

const char *BtfFile::baseString(uint32_t Offset) const {
  return Base && Offset < StringStart ? Base->stringData(Offset) : "";
}

bool BtfFile::isValidString(uint32_t Offset) const {
  if (Offset < StringStart)
    return Base->isValidString(Offset);
  return Offset - StringStart < Strings.size();
}

uint64_t BtfFile::recordOffset(BtfId Id) const {
  if (Id.index() < StartId || Id.index() >= endId())
    return 0;
  return uint64_t(Header.HeaderLen) + Header.TypeOff +
         4 * uint64_t(Records[Id.index() - StartId]);
}

std::optional<BtfType> BtfFile::find(StringRef TypeName,
                                     std::optional<unsigned> Kind) const {
  for (uint32_t I = StartId; I != endId(); ++I) {
    BtfType T = type(BtfId(I));
    if ((!Kind || T.is(*Kind)) && T.name() == TypeName)
      return T;
  }
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Parsing
//===----------------------------------------------------------------------===//

struct BtfFile::Parser {
  BtfFile &F;
  /// The layout section: {words after the common part, words per element} by
  /// kind, which lets one step over kinds that are not known here.
  ArrayRef<uint8_t> Layout = {};
  /// Perhaps where the records start.
  ArrayRef<uint32_t> Starts = {};

  template <typename... Args>
  Error fail(const char *Format, Args &&...A) const {
    return makeError(std::errc::invalid_argument,
                     formatv("{0}: BTF: {1}", F.Name,
                             formatv(Format, std::forward<Args>(A)...).str())
                         .str());
  }
  template <typename... Args>
  Error failType(BtfId Id, const char *Format, Args &&...A) const {
    BtfType T = F.type(Id);
    return fail("type {0} ({1} '{2}') at offset {3:x}: {4}", Id.index(),
                kindName(T.kind()), T.name(), F.recordOffset(Id),
                formatv(Format, std::forward<Args>(A)...).str());
  }

  Error readHeader();
  Error checkStrings();
  Error findRecords();
  bool areRecords(ArrayRef<uint32_t> Starts) const;
  Error walkRecords();
  bool areReferencesSound() const;
  Error checkReferences();
  uint64_t unknownRecordWords(uint32_t Info) const;
};

Error BtfFile::Parser::readHeader() {
  ArrayRef<uint8_t> Bytes = F.Bytes;
  if (Bytes.size() < BtfHeaderSize)
    return fail("header truncated: found {0} bytes, expected at least {1}",
                Bytes.size(), BtfHeaderSize);
  BtfHeader &H = F.Header;
  std::memcpy(&H, Bytes.data(), std::min(Bytes.size(), sizeof(H)));
  bool Swap = H.Magic == sys::getSwappedBytes(uint16_t(BTF::MAGIC));
  if (H.Magic != BTF::MAGIC && !Swap)
    return fail("bad magic at offset 0: found {0:x4}, expected 0xeb9f",
                H.Magic);
  F.LittleEndian = sys::IsLittleEndianHost != Swap;
  if (Swap) {
    sys::swapByteOrder(H.Magic);
    for (uint32_t *W : {&H.HeaderLen, &H.TypeOff, &H.TypeLen, &H.StringOff,
                        &H.StringLen, &H.LayoutOff, &H.LayoutLen})
      sys::swapByteOrder(*W);
  }
  if (H.Version != BTF::VERSION)
    return fail("unknown version at offset 2: found {0}, expected {1}",
                H.Version, unsigned(BTF::VERSION));
  if (H.HeaderLen < BtfHeaderSize || H.HeaderLen > Bytes.size())
    return fail("bad header length at offset 4: found {0}, expected {1} to {2}",
                H.HeaderLen, BtfHeaderSize, Bytes.size());
  if (H.HeaderLen < BtfLayoutHeaderSize)
    H.LayoutOff = H.LayoutLen = 0;
  uint64_t Payload = Bytes.size() - H.HeaderLen;
  auto CheckRange = [&](const char *What, uint32_t Off, uint32_t Len) -> Error {
    if (uint64_t(Off) + Len <= Payload)
      return Error::success();
    return fail("{0} section at offset {1:x} with length {2:x} is outside the "
                "{3:x} bytes behind the header",
                What, Off, Len, Payload);
  };
  if (Error E = CheckRange("type", H.TypeOff, H.TypeLen))
    return E;
  if (Error E = CheckRange("string", H.StringOff, H.StringLen))
    return E;
  if (Error E = CheckRange("layout", H.LayoutOff, H.LayoutLen))
    return E;
  if (H.TypeOff % 4 || H.TypeLen % 4)
    return fail("type section at offset {0:x} with length {1:x} is not made of "
                "32-bit words",
                H.TypeOff, H.TypeLen);
  Layout = Bytes.slice(H.HeaderLen + H.LayoutOff, H.LayoutLen);
  return Error::success();
}

Error BtfFile::Parser::checkStrings() {
  const BtfHeader &H = F.Header;
  F.Strings = StringRef(reinterpret_cast<const char *>(F.Bytes.data()) +
                            H.HeaderLen + H.StringOff,
                        H.StringLen);
  if (uint64_t(F.StringStart) + H.StringLen > MaxIdOrOffset)
    return fail("string section too long: strings end at {0:x}, expected at "
                "most {1:x}",
                uint64_t(F.StringStart) + H.StringLen, MaxIdOrOffset);
  if (F.Strings.empty()) {
    if (F.Base)
      return Error::success();
    return fail("string section is empty, expected at least the empty string");
  }
  if (F.Strings.back() != '\0')
    return fail("string section does not end with a NUL, at offset {0:x}",
                uint64_t(H.HeaderLen) + H.StringOff + H.StringLen - 1);
  if (!F.Base && F.Strings.front() != '\0')
    return fail("string section does not start with the empty string, at "
                "offset {0:x}: this is split BTF, which needs its base",
                uint64_t(H.HeaderLen) + H.StringOff);
  if (F.CheckedFile)
    return Error::success();
  // Whatever starts before a NUL that is near enough ends near enough.
  for (StringRef Rest = F.Strings; Rest.size() > MaxStringLength;) {
    const size_t Nul = Rest.take_front(MaxStringLength + 1).rfind('\0');
    if (Nul == StringRef::npos)
      return fail("string at offset {0:x} is {1} bytes long, expected at most "
                  "{2}",
                  F.Strings.size() - Rest.size(), Rest.find('\0'),
                  MaxStringLength);
    Rest = Rest.drop_front(Nul + 1);
  }
  return Error::success();
}

/// Length of a record of a kind not known here, 0 if the layout does not say.
uint64_t BtfFile::Parser::unknownRecordWords(uint32_t Info) const {
  size_t At = 4 * size_t(btfKind(Info));
  if (Layout.size() < At + 4 || Layout[At] % 4 || Layout[At + 1] % 4)
    return 0;
  return BtfCommonWords + Layout[At] / 4 +
         uint64_t(btfVlen(Info)) * (Layout[At + 1] / 4);
}

/// Whether each record ends where the next of \p Starts is.
bool BtfFile::Parser::areRecords(ArrayRef<uint32_t> Starts) const {
  const size_t Count = F.Header.TypeLen / 4;
  if (Starts.empty() || Starts.front() != 0)
    return false;
  bool Agree = true;
  for (size_t I = 0; I < Starts.size(); ++I) {
    const size_t End = I + 1 < Starts.size() ? Starts[I + 1] : Count;
    if (End > Count || End < Starts[I] + BtfCommonWords)
      return false;
    const uint32_t Info = F.Words[Starts[I] + 1];
    const unsigned Kind = btfKind(Info);
    Agree &= Kind && Kind < NumBtfKinds &&
             Starts[I] + uint64_t(recordWords(Info)) == End;
  }
  return Agree;
}

/// Fills OwnRecords, each record starting where the last one ends.
Error BtfFile::Parser::walkRecords() {
  const BtfHeader &H = F.Header;
  const size_t Count = H.TypeLen / 4;
  std::vector<uint32_t> &Records = F.OwnRecords;
  Records.reserve(Count / 6); // a record averages 26 bytes in real kernels
  for (size_t At = 0; At != Count;) {
    size_t Left = Count - At;
    uint64_t Need = BtfCommonWords;
    if (Left >= Need) {
      uint32_t Info = F.Words[At + 1];
      unsigned Kind = btfKind(Info);
      if (Kind && Kind < NumBtfKinds)
        Need = recordWords(Info);
      else if (uint64_t N = Kind ? unknownRecordWords(Info) : 0)
        Need = N;
      else
        return fail("type {0} at offset {1:x}: unknown kind {2}",
                    F.StartId + Records.size(),
                    H.HeaderLen + H.TypeOff + 4 * uint64_t(At), Kind);
    }
    if (Left < Need)
      return fail("type {0} at offset {1:x}: record truncated: found {2} "
                  "bytes, expected {3}",
                  F.StartId + Records.size(),
                  H.HeaderLen + H.TypeOff + 4 * uint64_t(At), 4 * Left,
                  4 * Need);
    Records.push_back(uint32_t(At));
    At += Need;
  }
  return Error::success();
}

Error BtfFile::Parser::findRecords() {
  const BtfHeader &H = F.Header;
  const uint8_t *Start = F.Bytes.data() + H.HeaderLen + H.TypeOff;
  size_t Count = H.TypeLen / 4;
  bool Swap = F.LittleEndian != sys::IsLittleEndianHost;
  if (Swap || reinterpret_cast<uintptr_t>(Start) % alignof(uint32_t)) {
    F.Swapped.resize(Count);
    if (Count)
      std::memcpy(F.Swapped.data(), Start, 4 * Count);
    if (Swap)
      for (uint32_t &W : F.Swapped)
        sys::swapByteOrder(W);
    F.Words = F.Swapped.data();
  } else {
    F.Words = reinterpret_cast<const uint32_t *>(Start);
  }

  if (F.CheckedFile || areRecords(Starts)) {
    F.Records = Starts;
  } else {
    if (Error E = walkRecords())
      return E;
    F.Records = F.OwnRecords;
  }
  if (uint64_t(F.StartId) + F.Records.size() > MaxIdOrOffset)
    return fail("too many types: {0}", F.Records.size());
  return Error::success();
}

/// Whether checkReferences() finds nothing. It looks for the highest numbers,
/// which is what nearly always is enough.
bool BtfFile::Parser::areReferencesSound() const {
  uint32_t HighestType = 0, HighestString = 0;
  for (const uint32_t Start : F.Records) {
    const uint32_t *Record = F.Words + Start;
    HighestString = std::max(HighestString, Record[0]);
    const unsigned Kind = btfKind(Record[1]);
    if (Kind >= NumBtfKinds)
      continue;
    const KindShape &S = KindShapes[Kind];
    if (S.RefersToType)
      HighestType = std::max(HighestType, Record[2]);
    const uint32_t *W = Record + BtfCommonWords;
    for (unsigned I = 0; I != S.FixedWords; ++I)
      if (S.FixedTypes >> I & 1)
        HighestType = std::max(HighestType, W[I]);
    W += S.FixedWords;
    for (uint32_t N = btfVlen(Record[1]); S.ElementWords && N;
         --N, W += S.ElementWords) {
      static_assert(std::ranges::all_of(KindShapes, [](const KindShape &S) {
        return S.ElementStrings <= 0b01 && S.ElementTypes <= 0b11;
      }));
      if (S.ElementStrings)
        HighestString = std::max(HighestString, W[0]);
      if (S.ElementTypes & 1)
        HighestType = std::max(HighestType, W[0]);
      if (S.ElementTypes & 2)
        HighestType = std::max(HighestType, W[1]);
    }
  }
  return HighestType < F.endId() && HighestString < F.stringEnd();
}

Error BtfFile::Parser::checkReferences() {
  if (areReferencesSound()) [[likely]]
    return Error::success();
  uint32_t EndId = F.endId(), EndString = F.stringEnd();
  for (uint32_t I = F.StartId; I != EndId; ++I) {
    const uint32_t *Record = F.Words + F.Records[I - F.StartId];
    if (Record[0] >= EndString && Record[0])
      return failType(BtfId(I),
                      "string offset {0:x} of its name is outside, "
                      "expected below {1:x}",
                      Record[0], EndString);
    if (btfKind(Record[1]) >= NumBtfKinds)
      continue;
    uint32_t BadType = 0, BadString = 0;
    forEachTypeRef(Record, [&](uint32_t W) {
      if (W >= EndId)
        BadType = W;
    });
    if (BadType)
      return failType(BtfId(I), "refers to type {0}, expected below {1}",
                      BadType, EndId);
    forEachStringRef(Record, [&](uint32_t W) {
      if (W >= EndString)
        BadString = W;
    });
    if (BadString)
      return failType(BtfId(I),
                      "string offset {0:x} is outside, expected below {1:x}",
                      BadString, EndString);
  }
  return Error::success();
}

Expected<BtfRef> BtfFile::parse(ArrayRef<uint8_t> Bytes, StringRef Name,
                                BtfRef Base, BtfChecks Checks) {
  return parseWith(Bytes, Name, std::move(Base), Checks, {});
}

Expected<BtfRef> BtfFile::parseWith(ArrayRef<uint8_t> Bytes, StringRef Name,
                                    BtfRef Base, BtfChecks Checks,
                                    const KnownRecords &Known) {
  std::shared_ptr<BtfFile> F(new BtfFile);
  F->Name = Name.str();
  F->Bytes = Bytes;
  if (Base) {
    F->StartId = Base->endId();
    F->StringStart = Base->stringEnd();
  }
  F->Base = std::move(Base);
  Parser P{*F};
  F->CheckedFile = Known.CheckedFile.has_value();
  P.Starts = Known.Starts;
  if (Error E = P.readHeader())
    return E;
  if (F->Base && F->Base->isLittleEndian() != F->LittleEndian)
    return P.fail("byte order differs from that of its base {0}",
                  F->Base->name());
  if (Error E = P.checkStrings())
    return E;
  if (Error E = P.findRecords())
    return E;
  if (Checks == BtfChecks::Full)
    if (Error E = P.checkReferences())
      return E;
  return F;
}

} // namespace btfgen
