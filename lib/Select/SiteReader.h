//===- SiteReader.h - The inlined calls of one group ------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Works out for each inlined call where it begins and where its arguments are
/// at that address.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_SITEREADER_H
#define BTFGEN_SELECT_SITEREADER_H

#include "DWARF/InlinedCalls.h"
#include "DWARF/LocationLists.h"
#include "Select/EntryAddress.h"
#include "Select/Origins.h"
#include "Select/Sites.h"
#include "llvm/ADT/DenseMap.h"

namespace btfgen {

/// The sections with code, by address.
class CodeSections {
public:
  struct Section {
    uint64_t Begin, End;
    llvm::StringRef Name;
    /// Whether the name can stand for it in BTF: none before it has that name,
    /// and kernels accept it.
    bool HasUsableName;
  };
  /// \p Final: a linked \p Image has the addresses that it will keep.
  CodeSections(const ObjectImage &Image, bool Final);

  llvm::ArrayRef<Section> all() const { return Sections; }
  /// The index of the section with the code at \p Address; UINT32_MAX if there
  /// is none.
  uint32_t at(uint64_t Address) const;
  /// The lowest address of all allocated sections; none if the file is not
  /// linked.
  std::optional<uint64_t> lowestAddress() const { return Lowest; }

private:
  std::vector<Section> Sections;
  std::optional<uint64_t> Lowest;
};

/// What one worker found. Types are ClassIds' values, which mean something
/// together with a group.
struct SiteList {
  struct Function {
    uint32_t Group;
    NameRef Name;
    uint32_t Return;
    uint32_t FirstParam, NumParams; ///< in Params
  };
  struct FoundSite {
    uint64_t Address;
    uint32_t Section; ///< of CodeSections
    uint32_t Function;
    uint32_t Proto;
  };
  std::vector<Function> Functions;
  std::vector<Item> Params;
  std::vector<FoundSite> Sites;
  std::vector<SiteLocation> Locations;
  /// By parameter, an index of Locations and one, or 0; each once.
  std::vector<uint32_t> ProtoWords;
  std::vector<uint32_t> ProtoEnds; ///< in ProtoWords
  SiteCounts Counts;

  uint32_t addLocation(const SiteLocation &L);
  uint32_t addProto(llvm::ArrayRef<uint32_t> Words);
  llvm::ArrayRef<uint32_t> proto(uint32_t Index) const;

private:
  using Index = llvm::DenseMap<std::pair<uint64_t, uint64_t>, uint32_t>;
  Index KnownLocations, KnownProtos;
};

/// One per worker; what it is constructed from must outlive it.
class SiteReader {
public:
  SiteReader(const DebugSections &Sections, const CodeSections &Code)
      : Sections(Sections), Code(Code), Entries(Sections), Lists(Sections) {}

  /// Adds to \p Out the calls of the group that \p Reader has read.
  void read(size_t Group, TypeReader &Reader, const ClassWorker &Types,
            SiteList &Out);

private:
  /// What is needed of a function that is inlined.
  struct Callee {
    SiteVerdict Verdict = SiteVerdict::UnknownFunction;
    bool IsKnown = false;
    uint32_t Described = VoidRef; ///< whose parameters count
    uint32_t Index = 0;           ///< in SiteList::Functions
    uint32_t FirstParam = 0;      ///< in ParamTypes
    uint32_t NumParams = 0;       ///< "..." included
  };

  /// An address, and there a view: a number that GNU gives to the moments
  /// between two statements of which no instruction is left.
  struct Moment {
    uint64_t Address, View;
    auto operator<=>(const Moment &) const = default;
  };
  struct Range {
    uint64_t Begin = 0, End = 0;
  };

  const Callee &callee(uint32_t Func, SiteList &Out);
  void describe(uint32_t Func, Callee &C, SiteList &Out);
  SiteVerdict readCall(const InlinedCall &Call, SiteList &Out);
  bool matchArguments(const InlinedCall &Call, const Callee &C);
  bool indexOf(const InlinedParam &P, const Callee &C, uint32_t Likely,
               uint32_t &Index);
  void startContext(const InlinedCall &Call, const UnitFacts &Unit, Moment At);
  void setType(uint32_t Type, const UnitFacts &Unit);
  ArgumentFate locate(const InlinedParam *P, Moment At, const UnitFacts &Unit,
                      SiteLocation &Out);
  ArgumentFate findEntry(const LocationAttr &L, const LocationAttr *Views,
                         Moment At, const UnitFacts &Unit,
                         llvm::ArrayRef<uint8_t> &Expr);
  Range rangeOf(const LocationEntry &E, const UnitFacts &Unit,
                uint64_t &Base) const;
  bool isAtEntry(const InlinedCall &Call, const UnitFacts &Unit,
                 uint64_t Address);

  const DebugSections &Sections;
  const CodeSections &Code;
  EntryReader Entries;
  LocationLists Lists;
  Origins Links;
  InlinedCalls Calls;

  // The group that is being read.
  size_t Group = 0;
  const TypeReader *Reader = nullptr;
  const UnitTypes *U = nullptr;
  const ClassWorker *Types = nullptr;
  std::vector<Callee> Callees;      ///< by FuncRecord
  std::vector<uint32_t> ParamTypes; ///< local numbers

  // The call.
  SiteContext Context;
  std::vector<const InlinedParam *> Arguments; ///< by parameter, or null
  std::vector<uint32_t> ProtoOfCall;
  std::vector<uint8_t> FrameBase; ///< of a list, whose bytes may move
  /// Of the list that is being read: what counts if nothing else does.
  std::vector<uint8_t> Default, Covering;
};

} // namespace btfgen

#endif // BTFGEN_SELECT_SITEREADER_H
