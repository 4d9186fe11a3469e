//===- DieWalk.h - What each DIE adds to UnitTypes --------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The first step of TypeReader: one pass over a unit's DIEs. A DIE with
/// children opens a Frame; what its children say is collected in the Pending
/// arrays and moved to its place when the frame closes. Private to TypeReader.
///
/// The class is declared here. DieWalk.cpp has the loop, DieKinds.h what each
/// kind of DIE adds, and DieAttributes.h what attributes say. The last two are
/// headers so that all of the loop is compiled as one.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_DWARF_DIEWALK_H
#define BTFGEN_DWARF_DIEWALK_H

#include "DWARF/DieCursor.h"
#include "DWARF/InlinedCalls.h"
#include "DWARF/Language.h"
#include "DWARF/TypeReader.h"

namespace btfgen {

/// Makes \p T Unsupported.
inline LocalType &reject(LocalType &T, UnsupportedReason Why) {
  T.Kind = TypeKind::Unsupported;
  T.Ref = VoidRef;
  T.Size = Why;
  T.First = T.Count = 0;
  return T;
}

template <bool LittleEndian> class TypeReader::Walk {
  using Cursor = DieCursor<LittleEndian>;
  using PlainDie = typename Cursor::PlainDie;
  TypeReader &R;
  const Loaded &Member;
  UnitTypes &Out;
  Cursor D;
  UnitFacts Facts;
  uint64_t StrOffsetsBase = 0;
  uint32_t NewType = 0; ///< number of the type the current DIE became

public:
  Walk(TypeReader &R, size_t MemberIndex)
      : R(R), Member(R.Members[MemberIndex]), Out(R.Out),
        D(Member.Bytes, R.Units[Member.Index.index()], R.Table) {}

  /// Reads all DIEs. False: R.Problem says what is wrong.
  bool run();
  /// Reads the DIEs at \p Positions, as TypeReader::readDies(). False as above.
  bool runAt(llvm::ArrayRef<uint32_t> Positions);
  /// Adds the inlined calls of the unit, of which \p Unit is known. False as
  /// above.
  bool runForCalls(const UnitFacts &Unit, InlinedCalls &Calls);

private:
  bool defect(const char *What) {
    R.Problem = {What, Member.Index, D.header().Offset + D.position()};
    return false;
  }
  bool fitsMemory();
  uint32_t here() const { return Member.Base + D.position(); }

  // Attributes.
  NameRef name(Attr A);
  NameRef indexedName(uint64_t Index);
  bool nameIsElsewhere() const;
  uint32_t reference(Attr A);
  uint32_t foreignReference(Attr A);
  static bool isAddressForm(unsigned Form);
  uint64_t address(Attr A);
  uint64_t indexedAddress(uint64_t Index);
  uint64_t indexed(const SectionBytes &Section, uint64_t Base, uint64_t Index,
                   unsigned Size);
  bool staticAddress(uint64_t &Address);

  // Inlined calls (InlinedCalls.cpp).
  struct CallScope;
  uint32_t host(InlinedCalls &Calls);
  uint32_t call(InlinedCalls &Calls, uint32_t Host);
  static void leave(InlinedCalls &Calls, const CallScope &Scope,
                    std::vector<InlinedParam> &Pending);

  // DIEs.
  bool readUnitDie();
  void startAt(DieKind Kind);
  bool step();
  void visit(DieKind Kind, Frame &Parent);
  LocalType &addType(TypeKind Kind);
  void base();
  void modifier();
  void structure();
  void enumeration();
  void unsupported();
  NameRef plainName(const PlainDie &P);
  static bool isMadeOfItems(DieKind Kind) {
    return Kind == DieKind::Struct || Kind == DieKind::Enum ||
           Kind == DieKind::FuncType;
  }
  uint32_t plainReference(const PlainDie &P);
  void readPlainItems(DieKind Parent, std::vector<Item> &Items);
  bool readPlainType(const PlainDie &P);
  void readPlainTypes();
  bool readPlainDimensions();
  bool readItems(DieKind Kind, const Frame &Parent);
  void readPlainChildren(DieKind Parent);
  void member(Frame &Parent);
  bool computedPosition(int64_t &Bytes);
  bool bitPosition(Item &M, Frame &Parent);
  void enumerator(const Frame &Parent);
  uint64_t lengthTo(uint64_t UpperBound) const;
  void dimension();
  void parameter(const Frame &Parent);
  void entry(FuncRecord &F);
  void function();
  void variable();
  void callSite();
  void annotation(const Frame &Parent);
  void gnuAnnotation();
  void annotated(Owner What, uint32_t Target, int32_t Component);
  Frame frame(DieKind Kind, const Frame *Parent) const;
  /// The number of the last of \p Size children where its parent's begin at
  /// \p First: a declaration tag's component.
  static int32_t lastOf(size_t Size, uint32_t First) {
    return static_cast<int32_t>(Size - First - 1);
  }
  void close(const Frame &F);
  static void setLength(LocalType &Array, uint64_t Length);
  void closeArray(const Frame &F);
  void closeEnum(LocalType &T);
  void closePointer(const Frame &F);
};

} // namespace btfgen

#endif // BTFGEN_DWARF_DIEWALK_H
