//===- TypeReader.h - From DIEs to UnitTypes --------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads one unit, or several that refer to each other, into a UnitTypes. The
/// rules of what a DIE means for BTF that need no knowledge of other units are
/// here: sizes, encodings, bit offsets, array dimensions, tags.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_TYPEREADER_H
#define BTFGEN_DWARF_TYPEREADER_H

#include "DWARF/AbbrevProgram.h"
#include "DWARF/NameMap.h"
#include "DWARF/SharedTypes.h"
#include "DWARF/UnitTypes.h"
#include "Support/RankedBits.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <memory>
#include <optional>
#include <unordered_map>

namespace btfgen {

struct InlinedCalls;

/// Units that are read as one because DIEs of one refer to DIEs of another:
/// almost always a single unit. Ascending.
using UnitGroup = std::vector<UnitIdx>;

struct ReaderOptions {
  /// Languages (DW_LANG_*) whose units are skipped.
  std::vector<uint16_t> ExcludedLanguages;
  /// If any, all others are skipped too.
  std::vector<uint16_t> OnlyLanguages;
  /// Read BTF tags.
  bool DeclTags = true;
  bool TypeTags = true;
  /// readInlinedCalls() will be called: what is called is read with its calls.
  bool InlinedCalls = false;
};

/// Why a group could not be read.
struct UnitDefect {
  const char *What = nullptr; ///< null: none
  UnitIdx Unit;
  uint64_t Offset = 0; ///< in the unit's section
};

/// One per worker; it keeps its buffers from unit to unit.
class TypeReader {
public:
  /// \p Shared, null if there are none, are types that a group may refer to in
  /// units that are not of the group.
  TypeReader(const DebugSections &Sections, llvm::ArrayRef<Unit> Units,
             Names &N, const ReaderOptions &Options, const SharedTypes *Shared);

  enum class Result {
    Read,
    LeavesUnit,   ///< a single unit has references into others: read it in a
                  ///< group
    SharedNoType, ///< others share a type of the group where no DIE begins:
                  ///< read without shared types
    Defect,       ///< see defect(); types() holds nothing
  };

  /// Reads \p Group. \p Grouped: the groups are final, so references that leave
  /// the group for what is not shared are dangling. Error: the section cannot
  /// be read.
  llvm::Expected<Result> read(const UnitGroup &Group, bool Grouped);

  /// Reads the DIEs at \p Positions of \p U, which ascend, with what is below
  /// them; not those that are below the one before. Afterwards types() and
  /// extras() have references as the DIEs say, and only these functions of the
  /// reader can be used. Result and Error as of read().
  llvm::Expected<Result> readDies(UnitIdx U,
                                  llvm::ArrayRef<uint32_t> Positions);
  /// After readDies(): whether some type is not known without its whole unit.
  bool needsWholeUnit() const {
    return !Bitfields.empty() || !Specified.empty() ||
           !UnreadableNames.empty() || !AnnotatedDies.empty();
  }
  /// Calls \p Visit(position) for each of types(), in order.
  template <typename Fn> void forEachPosition(Fn Visit) const {
    Positions.forEach(Visit);
  }
  llvm::ArrayRef<LocalType> extras() const { return Extras; }
  /// If \p Ref is to one of extras(), which.
  static std::optional<uint32_t> extraOf(uint32_t Ref) {
    if (!(Ref & ExtraBit) || (Ref & ForeignBit))
      return std::nullopt;
    return Ref & ~ExtraBit;
  }
  /// If \p Ref is to a DIE of another unit, where that is.
  std::optional<DiePlace> foreignPlace(uint32_t Ref) const {
    if (!(Ref & ExtraBit) || !(Ref & ForeignBit))
      return std::nullopt;
    return ForeignPlaces[Ref & ~(ExtraBit | ForeignBit)];
  }

  const UnitTypes &types() const { return Out; }
  UnitTypes &types() { return Out; }
  const UnitDefect &defect() const { return Problem; }

  /// The local number of a type reference of Functions, Params or Variables,
  /// which read() leaves as positions; VoidRef of void, UnreadableRef if it
  /// leads nowhere.
  uint32_t resolve(uint32_t Position) const;
  /// Sets \p Calls to the inlined calls of the group. False: they cannot be
  /// read, see defect(); types() stays as it is.
  bool readInlinedCalls(InlinedCalls &Calls);

  /// Where the DIE at a position of the group is.
  DiePlace placeAt(uint32_t Position) const;

  /// The bytes of a block at a position of the group, \p Length long.
  llvm::ArrayRef<uint8_t> blockAt(uint64_t Position, uint32_t Length) const;

private:
  template <bool LittleEndian> class Walk;

  /// A unit of the group that is being read and where it lies.
  struct Loaded {
    UnitIdx Index;
    uint32_t Base = 0; ///< position of its header
    const uint8_t *Bytes = nullptr;
    std::vector<uint8_t> Scratch;
  };
  /// DWARF 2's way of placing a bitfield, which needs the size of a type.
  struct BitfieldFix {
    uint32_t Type; ///< the struct's number
    uint32_t Member;
    uint32_t StorageSize; ///< bytes, 0: that of the member's type
    int64_t Place;        ///< bits from the struct's start, as counted from the
                          ///< storage unit's most significant bit
  };
  /// A DW_TAG_GNU_annotation and the next of its chain.
  struct GNUNote {
    uint32_t Position;
    NameRef Kind;
    NameRef Value;
    uint32_t Next;
  };
  /// What a GNU annotation chain hangs on.
  enum class Owner : uint8_t { Type, Pointer, Function, Variable };
  struct Annotated {
    Owner What;
    uint32_t Target; ///< as LocalTag::Target
    int32_t Component;
    uint32_t Chain; ///< position of the first note
  };
  /// A DIE whose children are being read.
  struct Frame {
    DieKind Kind;
    DieKind ParentKind; ///< Member, Parameter: what Index is of
    bool IsPointer;     ///< of a Modifier
    uint32_t Index;     ///< type or function; Member, Parameter: its parent's
    int32_t Component;  ///< Member, Parameter: its number
    uint32_t PendingItems; ///< sizes when it was opened
    uint32_t PendingParams;
    uint32_t PendingDimensions;
    uint32_t PendingTypeTags;
  };

  void clear();
  llvm::Error load(const UnitGroup &Group);
  uint64_t memoryOfGroup() const;
  bool compileAbbrevs(const Loaded &M);
  /// The name at an offset of .debug_str.
  LLVM_ATTRIBUTE_ALWAYS_INLINE NameRef strName(uint64_t Offset) {
    Offset += StrStart;
    if (Offset < PlainOffsets) [[likely]]
      return static_cast<uint32_t>(Offset + 1);
    return otherStrName(Offset);
  }
  /// Likewise, where the characters or the base decide (Names::plainOffsets()).
  NameRef otherStrName(uint64_t Offset);
  /// The name at an offset of the supplementary file's .debug_str.
  NameRef supplementName(uint64_t Offset) const;
  void resolveAll();
  void takeSign(LocalType &Enum);
  /// The number of a type that has no position.
  uint32_t numberOf(uint32_t Extra) const {
    return Extra & ForeignBit
               ? Out.FirstCopy + (Extra & ~(ExtraBit | ForeignBit))
               : NumDieTypes + (Extra & ~ExtraBit);
  }
  uint32_t copyOf(uint32_t Type);
  void addCopies();
  bool sharesOnlyTypes() const;
  void spreadUnreadable();
  void placeBitfields();
  void takeNamesFromSpecifications();
  void attachGNUAnnotations();
  uint32_t addExtra(const LocalType &T);
  /// The position of offset \p Offset of a section; VoidRef if not in the
  /// group.
  uint32_t positionOf(uint64_t Offset, uint32_t Section) const;
  uint32_t positionOfSignature(uint64_t Signature) const;
  /// The reference to offset \p Offset of a section, in the group or not.
  uint32_t referenceTo(uint64_t Offset, uint32_t Section);
  /// The same for an offset of the supplementary file's .debug_info.
  uint32_t positionInSupplement(uint64_t Offset) const;

  /// A position that no type has.
  static constexpr uint32_t Nowhere = 0x7fffffff;
  /// In references: the rest is an index into Extras.
  static constexpr uint32_t ExtraBit = 0x80000000;
  /// Beside ExtraBit: the rest is an index into Copies or ForeignPlaces.
  /// VoidRef has both bits.
  static constexpr uint32_t ForeignBit = 0x40000000;

  const DebugSections &Sections;
  llvm::ArrayRef<Unit> Units;
  Names &NameTable;
  /// Of the unit: names at lower offsets of .debug_str need no look at their
  /// characters (Names::plainOffsets()).
  uint64_t PlainOffsets = 0;
  const bool HasSupplement;
  uint64_t StrStart = 0; ///< of the unit's strings, in .debug_str
  NameMap StrNames; ///< by content: by offset + 1, so that each is hashed once
  /// Read by Walk alone, which Clang does not see everywhere.
  [[maybe_unused]] const ReaderOptions &Options;
  AbbrevCompiler Abbrevs;
  AbbrevTable Table;
  uint64_t MemoryLimit = 0; ///< of the group, for memoryOfGroup()
  UnitTypes Out;
  UnitDefect Problem;
  RankedBits Positions; ///< of DIEs that became types: their numbers
  const SharedTypes *Shared;
  std::vector<uint32_t> Copies; ///< of the group: which of Shared
  /// By type of Shared: its index in Copies, and one. 0: it is not there.
  std::vector<uint32_t> CopyOf;
  bool OnlyDies = false; ///< within readDies()
  std::vector<DiePlace> ForeignPlaces;
  std::vector<Loaded> Members;
  /// Where the types of type units are, the first of each signature. Not a
  /// DenseMap: that reserves two keys, and these are the input's.
  std::unordered_map<uint64_t, uint32_t> BySignature;
  bool Grouped = false;
  uint32_t NumDieTypes = 0; ///< Out.Types before Extras are appended
  uint32_t Unreadable = 0;  ///< the last type, if anything refers to it
  /// Types that have no DIE of their own: inner array dimensions, type tags.
  std::vector<LocalType> Extras;
  std::vector<BitfieldFix> Bitfields;
  /// Types without a name and the DIE that has it.
  std::vector<std::pair<uint32_t, uint32_t>> Specified;
  std::vector<uint32_t> UnreadableNames; ///< types whose name is elsewhere
  std::vector<Annotated> AnnotatedDies;
  std::vector<GNUNote> GNUNotes;

  std::vector<Frame> Stack;
  // Children of the DIEs on the stack, so that those of one DIE end up side by
  // side whatever is nested between them.
  std::vector<Item> PendingItems;
  std::vector<ParamRecord> PendingParams;
  std::vector<uint64_t> PendingDimensions;
  std::vector<NameRef> PendingTypeTags;
};

} // namespace btfgen

#endif // BTFGEN_DWARF_TYPEREADER_H
