//===- Sites.h - Inlined calls with their arguments -------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Turns the inlined calls of all units into sites: a function, the address of
/// the call's first instruction, and where the arguments are when that is
/// about to run (docs/inline-sites.md). The result does not depend on threads:
/// everything in it is in the order of its contents.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_SITES_H
#define BTFGEN_SELECT_SITES_H

#include "Dedup/TypeGraph.h"
#include "Select/SiteLocation.h"

#include <memory>
#include <string>

namespace btfgen {

class TypeReader;
struct DebugSections;

/// What becomes of an inlined call.
enum class SiteVerdict : uint8_t {
  Included,
  NoCode,          ///< it has no address: all of it was optimised away
  NoSection,       ///< at an address that is not code of the file
  SectionName,     ///< in a section whose name cannot stand for it
  UnknownFunction, ///< its function is not described with the unit
  UnnamedFunction,
  PrototypeDiffers, ///< an argument is of no parameter of the function
  UnreadableType,   ///< a type of the prototype cannot be read
  UnsupportedType,  ///< a value of a type that BTF lacks
  UnnamedParameter, ///< the kernel requires a name for each parameter
  ManyParameters,   ///< more than a call can have (C17, 5.2.4.1)
  InvalidName,      ///< the kernel would refuse the name
  FunctionOfMain,   ///< kernel builds would take it for a function with code
  NumVerdicts,
};
inline constexpr unsigned NumSiteVerdicts =
    static_cast<unsigned>(SiteVerdict::NumVerdicts);

/// "no-code" and so on.
llvm::StringRef describe(SiteVerdict V);

struct SiteCounts {
  std::array<uint64_t, NumSiteVerdicts> Sites{};      ///< by SiteVerdict
  std::array<uint64_t, NumArgumentFates> Arguments{}; ///< by ArgumentFate
  uint64_t UnreadableUnits = 0;
  void add(const SiteCounts &Other);
  /// Whether there are calls, in the result or not.
  bool any() const {
    return llvm::any_of(Sites, [](uint64_t N) { return N; });
  }
  /// Counts \p Num sites anew.
  void move(SiteVerdict From, SiteVerdict To, uint64_t Num) {
    Sites[static_cast<size_t>(From)] -= Num;
    Sites[static_cast<size_t>(To)] += Num;
  }
};

/// A function that was inlined, as its abstract instance describes it.
struct SiteFunction {
  NameRef Name = 0;
  uint32_t Return = VoidRef; ///< CanonId's value
  std::vector<Item> Params;  ///< Name and Ref, a CanonId's value; "..." as 0
};

struct Site {
  uint32_t Function = 0; ///< in SiteSelection::Functions
  uint32_t Proto = 0;    ///< in SiteSelection::Protos
  uint32_t Offset = 0;   ///< from the start of the section

  auto operator<=>(const Site &) const = default;
};

struct SiteSection {
  llvm::StringRef Name; ///< of the ELF section
  std::vector<Site> Sites;
};

struct SiteSelection {
  std::vector<SiteLocation> Locations;
  /// By parameter, an index of Locations and one; 0: it is not known.
  std::vector<std::vector<uint32_t>> Protos;
  std::vector<SiteFunction> Functions; ///< ascending name
  std::vector<SiteSection> Sections;   ///< in order of address
  SiteCounts Counts;
};

/// Collects the sites of all units; or nothing, if it is not constructed.
class SiteCollector {
public:
  /// For that many \p Workers. Unless \p AddressesAreFinal, the file is linked
  /// again, and what is at an address then will be at another. \p Sections must
  /// outlive this object.
  SiteCollector(const DebugSections &Sections, bool AddressesAreFinal,
                unsigned Workers);
  SiteCollector(SiteCollector &&) noexcept;
  ~SiteCollector();

  /// Adds the calls of the group that \p Reader has read, \p Types being the
  /// worker that added its types. Different workers may add at the same time.
  void add(unsigned Worker, size_t Group, TypeReader &Reader,
           const ClassWorker &Types);

  /// Puts together what the workers have. After the last add().
  SiteSelection select(const TypeGraph &Graph, const Names &N);

private:
  struct Impl;
  std::unique_ptr<Impl> I;
};

} // namespace btfgen

#endif // BTFGEN_SELECT_SITES_H
