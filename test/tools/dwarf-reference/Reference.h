//===- Reference.h - What DWARF says, plainly -------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A second reader of DWARF: what the units of a file say that matters for BTF,
/// read with LLVM's DWARFContext alone, one attribute after the other, by the
/// rules of DWARF 5 and of docs/dwarf-to-btf.md. It shares no code with
/// lib/DWARF, only the names of kinds.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_REFERENCE_H
#define BTFGEN_TEST_REFERENCE_H

#include "Attributes.h"
#include "DWARF/UnitTypes.h"
#include "llvm/DebugInfo/DWARF/DWARFContext.h"

#include <map>
#include <vector>

namespace reference {

/// A DIE: its unit's number in the upper half, its offset from the unit's
/// header in the lower.
using Place = uint64_t;
inline constexpr Place Void = UINT64_MAX;        ///< there is no reference
inline constexpr Place Nowhere = UINT64_MAX - 1; ///< it leads to no DIE

/// A member, enumerator or parameter of a prototype.
struct Entry {
  Place At = Void;
  llvm::StringRef Name;
  Place Type = Void;
  int64_t Value = 0;    ///< a member's offset in bits, an enumerator's value
  uint64_t BitSize = 0; ///< 0: no bit-field
  bool LeftOut = false; ///< BTF cannot say what it is
};

struct Type {
  Place At = Void;
  btfgen::TypeKind Kind = btfgen::TypeKind::Unsupported;
  /// Why it is Unsupported.
  btfgen::UnsupportedReason Reason = btfgen::ReasonOther;
  llvm::StringRef Name;
  uint64_t Size = 0;
  bool IsSigned = false;
  bool IsBool = false;
  bool IsDeclaration = false;
  Place Target = Void;
  Place Underlying = Void; ///< of an enumeration: matters for its sign alone
  std::vector<Entry> Entries;
  std::vector<uint64_t> Dimensions;      ///< of an array, the outermost first
  std::vector<llvm::StringRef> TypeTags; ///< of a pointer, the nearest first
};

struct Parameter {
  Place At = Void;
  llvm::StringRef Name;
  Place Type = Void;
  Place Origin = Void;
  unsigned LocationForm = 0; ///< 0: it has none
  /// The place of the expression in the section and its length; or what leads
  /// to the list of locations, and 0.
  uint64_t Location = 0;
  uint64_t LocationLength = 0;
};

struct Function {
  Place At = Void;
  llvm::StringRef Name;
  Place Type = Void;
  Place Origin = Void;
  Place Specification = Void;
  bool IsDeclaration = false;
  bool IsInline = false;
  bool IsVariadic = false;
  bool IsExternal = false;
  bool HasNoCall = false; ///< the convention for calls is not known
  std::optional<Address> Entry;
  std::vector<Parameter> Parameters;
};

struct Variable {
  Place At = Void;
  llvm::StringRef Name;
  Place Type = Void;
  Place Specification = Void;
  bool IsExternal = false;
  bool IsDeclaration = false;
  bool IsArtificial = false;
  std::optional<Address> At0; ///< where it is, if that is one constant address
};

/// A declaration tag of what is at Owner.
struct DeclTag {
  Place Owner = Void;
  int64_t Component = -1; ///< member or parameter
  llvm::StringRef Value;
};

struct Unit {
  Place At = Void;
  llvm::StringRef Name;
  llvm::StringRef Producer;
  llvm::StringRef DwoName;
  uint64_t Language = 0;
  bool IsSkeleton = false;
  bool IsSplit = false; ///< it is in a .dwo or .dwp file
  std::optional<Address> LowPc;
};

/// What some units say, in the order of their DIEs.
struct Contents {
  std::vector<Unit> Units;
  std::vector<Type> Types;
  /// Types of other units that the units refer to, and all that these refer to
  /// in turn, which may be types of the units again.
  std::vector<Type> Others;
  std::vector<Function> Functions;
  std::vector<Variable> Variables;
  std::vector<DeclTag> TypeTags, FunctionTags, VariableTags;
};

class Reader {
public:
  /// \p Supplement, which may be null, is the file into which dwz moved what
  /// \p Context's has in common with others.
  Reader(llvm::DWARFContext &Context, llvm::DWARFContext *Supplement);

  /// All units, those of .debug_info before those of .debug_types. In place of
  /// a skeleton it is what that leads to, if it was found; the type units of
  /// .dwo and .dwp files follow.
  llvm::ArrayRef<llvm::DWARFUnit *> units() const { return Units; }
  /// Numbers the units anew, in the order of \p InOrder, which has the same.
  void number(std::vector<llvm::DWARFUnit *> InOrder);
  /// The addresses of sections, by index, as their headers say.
  llvm::ArrayRef<uint64_t> sectionStarts() const { return SectionStarts; }
  /// What the units of these numbers say. \p WithOthers: of other units, too.
  Contents read(llvm::ArrayRef<size_t> Group, bool WithOthers);

private:
  llvm::DWARFUnit *splitUnitOf(llvm::DWARFUnit &Skeleton);
  llvm::StringRef text(llvm::DWARFDie Die, llvm::dwarf::Attribute A) const {
    return reference::text(Die, A, Supplement);
  }
  bool lacksName(llvm::DWARFDie Die) const {
    return !Supplement && hasNameElsewhere(Die);
  }
  Place placeOf(llvm::DWARFDie Die) const;
  llvm::DWARFDie referenced(llvm::DWARFDie Die, llvm::dwarf::Attribute A) const;
  llvm::DWARFDie behindModifiers(llvm::DWARFDie Die) const;
  int64_t placeInStorage(llvm::DWARFDie Die, int64_t Bytes, int64_t BitOffset,
                         int64_t BitSize) const;
  Place target(llvm::DWARFDie Die, llvm::dwarf::Attribute A) const;
  Unit unitOf(llvm::DWARFDie Die) const;
  void walk(llvm::DWARFDie Unit);
  Type typeOf(llvm::DWARFDie Die, btfgen::TypeKind Kind) const;
  void readBase(llvm::DWARFDie Die, Type &T) const;
  void readStruct(llvm::DWARFDie Die, Type &T) const;
  void readEnum(llvm::DWARFDie Die, Type &T) const;
  void readArray(llvm::DWARFDie Die, Type &T) const;
  void readPrototype(llvm::DWARFDie Die, Type &T) const;
  Entry memberOf(llvm::DWARFDie Die, bool InUnion) const;
  Function functionOf(llvm::DWARFDie Die) const;
  Parameter parameterOf(llvm::DWARFDie Die) const;
  void addVariable(llvm::DWARFDie Die);
  std::vector<llvm::DWARFDie> notesOn(llvm::DWARFDie Die) const;
  void addTag(llvm::DWARFDie Owner, llvm::DWARFDie Note);
  void addOthers(llvm::ArrayRef<size_t> Group);
  void spreadUnreadable();

  llvm::DWARFContext *Supplement;
  /// Of .dwo and .dwp files, by the order in which they were opened.
  std::vector<std::shared_ptr<llvm::DWARFContext>> SplitFiles;
  std::vector<llvm::DWARFUnit *> Units;
  std::vector<uint64_t> SectionStarts;
  std::map<const llvm::DWARFUnit *, size_t> Numbers;
  std::map<uint64_t, llvm::DWARFTypeUnit *> TypeUnits; ///< by signature
  Contents Out;
};

} // namespace reference

#endif // BTFGEN_TEST_REFERENCE_H
