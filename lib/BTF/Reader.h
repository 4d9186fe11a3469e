//===- Reader.h - BTF as a checked, indexed table of types ------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// In: BTF bytes in either byte order, alone or in an ELF file, base or split
/// on a base. Out: random access by type id over base and split, names as
/// StringRef, and typed views of a record's elements that hide how the format
/// encodes them (kind_flag, 32 + 32 bit values). Everything that a view follows
/// has been checked while loading; a BtfFile can be read from many threads.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_BTF_READER_H
#define BTFGEN_BTF_READER_H

#include "BTF/Kinds.h"
#include "Support/FileState.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace btfgen {

class BtfFile;
class InputFile;
class BtfType;
class ObjectImage;
struct InputSource;

/// Files share their base, so references are counted.
using BtfRef = std::shared_ptr<const BtfFile>;

/// How much BtfFile::parse checks.
enum class BtfChecks {
  /// What a consumer needs (docs/format.md, "What readers
  /// expect of a file"): also every type id, string offset
  /// and string.
  Full,
  /// Header and record boundaries only, for Verify, which reports the rest in
  /// detail. Views stay safe: a bad id is void, a bad string offset "".
  Framing,
};

/// A member of a STRUCT or UNION.
struct BtfMember {
  const BtfFile *File;
  uint32_t NameOff;
  BtfId Type;
  uint32_t BitOffset; ///< from the start of the aggregate
  uint32_t BitSize;   ///< 0 unless a bit-field
  llvm::StringRef name() const;
  static BtfMember decode(const BtfType &Owner, const uint32_t *Words);
};

/// An enumerator of an ENUM or ENUM64.
struct BtfEnumerator {
  const BtfFile *File;
  uint32_t NameOff;
  bool IsSigned;  ///< as its enumeration
  uint64_t Value; ///< sign-extended from the stored width when IsSigned
  llvm::StringRef name() const;
  static BtfEnumerator decode(const BtfType &Owner, const uint32_t *Words);
};

/// A parameter of a FUNC_PROTO; type 0 in the last place is "...".
struct BtfParam {
  const BtfFile *File;
  uint32_t NameOff;
  BtfId Type;
  llvm::StringRef name() const;
  static BtfParam decode(const BtfType &Owner, const uint32_t *Words);
};

/// A variable in a DATASEC.
struct BtfSectionVar {
  BtfId Type; ///< a VAR (in BPF objects also a FUNC)
  uint32_t Offset;
  uint32_t Size;
  static BtfSectionVar decode(const BtfType &Owner, const uint32_t *Words);
};

/// One place in a LOCSEC where a function was inlined.
struct BtfSite {
  BtfId Func;
  BtfId Proto;     ///< a LOC_PROTO
  uint32_t Offset; ///< bytes from the start of the ELF section
  static BtfSite decode(const BtfType &Owner, const uint32_t *Words);
};

/// A view of one record: two words and an id, cheap to copy, valid as long as
/// its file. Accessors that do not fit the kind return 0, false or nothing.
class BtfType {
public:
  BtfType(const BtfFile &File, const uint32_t *Words, BtfId Id)
      : File(&File), Words(Words), TypeId(Id) {}

  const BtfFile &file() const { return *File; }
  BtfId id() const { return TypeId; }
  /// The record in host byte order, `KindShapes` describes it.
  const uint32_t *words() const { return Words; }

  unsigned kind() const { return btfKind(Words[1]); }
  bool is(unsigned Kind) const { return kind() == Kind; }
  bool isVoid() const { return kind() == 0; }
  uint32_t vlen() const { return btfVlen(Words[1]); }
  bool kindFlag() const { return btfKindFlag(Words[1]); }
  uint32_t nameOffset() const { return Words[0]; }
  llvm::StringRef name() const;
  bool isAnonymous() const;

  /// Bytes: INT, STRUCT, UNION, ENUM, ENUM64, FLOAT, DATASEC, LOC_PARAM.
  uint32_t size() const { return shape().HasSize ? Words[2] : 0; }
  /// What word 2 refers to: PTR, modifiers, FUNC, VAR, DECL_TAG, and the return
  /// type of a FUNC_PROTO. Void for other kinds.
  BtfId target() const { return BtfId(shape().RefersToType ? Words[2] : 0); }

  /// INT: llvm::BTF::INT_SIGNED, INT_CHAR, INT_BOOL.
  unsigned intEncoding() const {
    return fixed(llvm::BTF::BTF_KIND_INT, 0) >> 24 & 0xf;
  }
  unsigned intBitOffset() const {
    return fixed(llvm::BTF::BTF_KIND_INT, 0) >> 16 & 0xff;
  }
  unsigned intBits() const { return fixed(llvm::BTF::BTF_KIND_INT, 0) & 0xff; }

  BtfId arrayElement() const {
    return BtfId(fixed(llvm::BTF::BTF_KIND_ARRAY, 0));
  }
  BtfId arrayIndex() const {
    return BtfId(fixed(llvm::BTF::BTF_KIND_ARRAY, 1));
  }
  uint32_t arrayCount() const { return fixed(llvm::BTF::BTF_KIND_ARRAY, 2); }

  /// FUNC and VAR: llvm::BTF::FUNC_STATIC and so on, the same numbers for both.
  uint32_t linkage() const;
  /// DECL_TAG: member or parameter index, -1 for the whole target.
  int32_t componentIndex() const {
    return int32_t(fixed(llvm::BTF::BTF_KIND_DECL_TAG, 0));
  }
  /// DECL_TAG, TYPE_TAG: the tag is any __attribute__, not a btf_*_tag.
  bool isAttribute() const;
  bool isFwdUnion() const { return is(llvm::BTF::BTF_KIND_FWD) && kindFlag(); }
  bool isSignedEnum() const { return isEnumKind(kind()) && kindFlag(); }

  /// LOC_PARAM: LocSigned and so on (BTF/Location.h), and the words they are
  /// about.
  uint32_t locationFlags() const { return fixed(BtfKindLocParam, 0); }
  llvm::ArrayRef<uint32_t> locationValues() const;
  /// LOC_PROTO: by parameter, a LOC_PARAM's id, or 0 where it is not known.
  llvm::ArrayRef<uint32_t> paramLocations() const;

  /// A forward range of T decoded from the record's elements.
  template <typename T> class Elements;
  Elements<BtfMember> members() const;
  Elements<BtfEnumerator> enumerators() const;
  Elements<BtfParam> params() const;
  Elements<BtfSectionVar> sectionVars() const;
  Elements<BtfSite> sites() const;

private:
  const KindShape &shape() const {
    return KindShapes[kind() < NumBtfKinds ? kind() : 0];
  }
  uint32_t fixed(unsigned Kind, unsigned I) const {
    return is(Kind) ? Words[BtfCommonWords + I] : 0;
  }
  template <typename T> Elements<T> elements(bool Fits) const;

  const BtfFile *File;
  const uint32_t *Words;
  BtfId TypeId;
};

template <typename T> class BtfType::Elements {
public:
  class iterator {
  public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = const T *;
    using reference = T;
    iterator(const Elements *Range, uint32_t I) : Range(Range), I(I) {}
    T operator*() const { return (*Range)[I]; }
    iterator &operator++() { return ++I, *this; }
    bool operator==(const iterator &R) const { return I == R.I; }
    bool operator!=(const iterator &R) const { return I != R.I; }

  private:
    const Elements *Range;
    uint32_t I;
  };

  Elements(BtfType Owner, const uint32_t *First, unsigned Stride,
           uint32_t Count)
      : Owner(Owner), First(First), Stride(Stride), Count(Count) {}
  uint32_t size() const { return Count; }
  bool empty() const { return Count == 0; }
  T operator[](uint32_t I) const {
    return T::decode(Owner, First + size_t(I) * Stride);
  }
  iterator begin() const { return {this, 0}; }
  iterator end() const { return {this, Count}; }

private:
  BtfType Owner;
  const uint32_t *First;
  unsigned Stride;
  uint32_t Count;
};

/// What may be known of BTF that is opened.
struct KnownRecords {
  /// What recordStarts() was; empty: not known. It is tried first, and must
  /// outlive the result.
  llvm::ArrayRef<uint32_t> Starts;
  /// The file that had these records and was found sound. If it is this very
  /// one, it is not looked through again.
  std::optional<FileIdentity> CheckedFile;
};

class BtfFile {
public:
  /// Parses raw BTF. \p Bytes must stay alive and unchanged. \p Name is for
  /// errors. \p Base makes it split BTF: ids and string offsets continue the
  /// base's. Linear in the size of \p Bytes.
  static llvm::Expected<BtfRef> parse(llvm::ArrayRef<uint8_t> Bytes,
                                      llvm::StringRef Name,
                                      BtfRef Base = nullptr,
                                      BtfChecks Checks = BtfChecks::Full);

  /// The BTF of an ELF file, whose image must stay alive: the last section
  /// called .BTF. A .BTF.base section beside it is what the type ids count
  /// from, so it is used in place of \p Base (libbpf's rule). Without .BTF, an
  /// error that converts to std::errc::no_message_available.
  static llvm::Expected<BtfRef> fromImage(const ObjectImage &Image,
                                          BtfRef Base = nullptr,
                                          BtfChecks Checks = BtfChecks::Full);

  /// Opens \p Path, raw BTF (known by its magic in either byte order) or ELF,
  /// and keeps what it needs of it. \p Known may be of the same BTF.
  static llvm::Expected<BtfRef> open(llvm::StringRef Path,
                                     BtfRef Base = nullptr,
                                     BtfChecks Checks = BtfChecks::Full,
                                     const KnownRecords &Known = {});
  /// The same for what is open or in memory.
  static llvm::Expected<BtfRef> open(const InputSource &Source,
                                     BtfRef Base = nullptr,
                                     BtfChecks Checks = BtfChecks::Full,
                                     const KnownRecords &Known = {});

  /// Error if another program has changed the file that open() has opened, or
  /// that of the base, so that what was read of it may not belong together. For
  /// when all is read, before anything is made of it.
  llvm::Error checkRead() const;

  /// The plain file that open() has opened, as it was then. None of a copy that
  /// was decompressed, and of what is no file.
  std::optional<FileIdentity> fileIdentity() const;
  /// Whether that file was KnownRecords::CheckedFile.
  bool isCheckedFile() const { return CheckedFile; }

  BtfFile(const BtfFile &) = delete;
  BtfFile &operator=(const BtfFile &) = delete;
  ~BtfFile();

  llvm::StringRef name() const { return Name; }
  const BtfFile *base() const { return Base.get(); }
  /// True if base() came from the .BTF.base section of the same file.
  bool hasDistilledBase() const { return DistilledBase; }
  bool isLittleEndian() const { return LittleEndian; }
  /// The header in host byte order; absent words are 0.
  const BtfHeader &header() const { return Header; }
  /// The bytes as given, header included.
  llvm::ArrayRef<uint8_t> bytes() const { return Bytes; }

  /// Own ids are [startId, endId); smaller ones are the base's, 0 is void.
  uint32_t startId() const { return StartId; }
  uint32_t endId() const { return StartId + uint32_t(Records.size()); }
  uint32_t ownCount() const { return uint32_t(Records.size()); }

  /// The type of that id, own or of the base; void where there is none.
  BtfType type(BtfId Id) const {
    if (Id.index() >= StartId && Id.index() < endId())
      return BtfType(*this, Words + Records[Id.index() - StartId], Id);
    return baseType(Id);
  }
  /// The string at an offset, own or of the base; "" where there is none.
  llvm::StringRef string(uint32_t Offset) const { return stringData(Offset); }
  /// The same, without looking for its end.
  const char *stringData(uint32_t Offset) const {
    if (Offset >= StringStart && Offset - StringStart < Strings.size())
      return Strings.data() + (Offset - StringStart);
    return baseString(Offset);
  }
  bool isValidId(BtfId Id) const { return Id.index() < endId(); }
  bool isValidString(uint32_t Offset) const;

  /// Own strings, NULs included, and the offset of their first byte.
  llvm::StringRef strings() const { return Strings; }
  uint32_t stringStart() const { return StringStart; }
  uint32_t stringEnd() const { return StringStart + uint32_t(Strings.size()); }

  /// Own types with an identifier of that name and kind, by linear search.
  std::optional<BtfType> find(llvm::StringRef TypeName,
                              std::optional<unsigned> Kind = {}) const;

  /// The layout section; empty if there is none.
  llvm::ArrayRef<uint8_t> layout() const {
    return Bytes.slice(Header.HeaderLen + Header.LayoutOff, Header.LayoutLen);
  }

  /// All words of an own type's record; its length is known even if its kind
  /// is not.
  llvm::ArrayRef<uint32_t> record(BtfId Id) const {
    const size_t I = Id.index() - StartId;
    const size_t End =
        I + 1 < Records.size() ? Records[I + 1] : Header.TypeLen / 4;
    return {Words + Records[I], Words + End};
  }
  /// Where the records of the own types start, in words.
  llvm::ArrayRef<uint32_t> recordStarts() const { return Records; }
  /// Position of the own type's record in bytes(), for messages.
  uint64_t recordOffset(BtfId Id) const;

private:
  struct Storage;
  struct Parser;
  struct Sections;
  BtfFile();
  static llvm::Expected<Sections> findSections(const ObjectImage &Image);
  static llvm::Expected<BtfRef> fromSections(const Sections &S,
                                             llvm::StringRef Name, BtfRef Base,
                                             BtfChecks Checks,
                                             const KnownRecords &Known);
  static llvm::Expected<BtfRef> parseWith(llvm::ArrayRef<uint8_t> Bytes,
                                          llvm::StringRef Name, BtfRef Base,
                                          BtfChecks Checks,
                                          const KnownRecords &Known);
  static llvm::Expected<BtfRef> openElf(InputFile File, BtfRef Base,
                                        BtfChecks Checks,
                                        const KnownRecords &Known);
  static llvm::Expected<BtfRef> keep(llvm::Expected<BtfRef> F,
                                     std::unique_ptr<Storage> Store);
  BtfType baseType(BtfId Id) const;
  const char *baseString(uint32_t Offset) const;

  std::string Name;
  BtfRef Base;
  bool DistilledBase = false;
  bool CheckedFile = false;
  bool LittleEndian = true;
  BtfHeader Header;
  llvm::ArrayRef<uint8_t> Bytes;
  const uint32_t *Words = nullptr;  ///< the types, in host byte order
  std::vector<uint32_t> Swapped;    ///< them, if they are not so in Bytes
  llvm::ArrayRef<uint32_t> Records; ///< own type -> index into Words
  std::vector<uint32_t> OwnRecords; ///< Records, unless they were given
  llvm::StringRef Strings;
  uint32_t StartId = 1;
  uint32_t StringStart = 0;
  std::unique_ptr<Storage> Owned;
};

} // namespace btfgen

#endif // BTFGEN_BTF_READER_H
