//===- Verify.h - Would the kernel accept this BTF? -------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// In: BTF as read with BtfChecks::Framing, or bytes. Out: every rule that it
/// breaks, with type id, kind and name. The kernel discards all of a BTF for
/// one violation, at boot or when a module is loaded; this finds it before.
///
/// Checked are the rules for kernel BTF and those that the kernel applies to
/// BTF from user space only, since what they forbid (dangling ids, unsized
/// members, types that contain themselves) fails later in the others; whether
/// a kernel would load the BTF all the same is told separately. Rules
/// that changed between kernels carry the range of kernels that apply them.
/// Where this and BPF_BTF_LOAD differ on purpose is in docs/verify.md;
/// scripts/check-verify asks kernels whether they differ anywhere else.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_BTF_VERIFY_H
#define BTFGEN_BTF_VERIFY_H

#include "BTF/Reader.h"

#include <compare>
#include <optional>
#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace btfgen {

struct KernelVersion {
  unsigned Major = 0, Minor = 0;
  auto operator<=>(const KernelVersion &) const = default;
};

/// The kernels that apply a rule: From <= version < Until. Of these, kernels
/// from LoadFrom on apply it to the BTF of vmlinux and modules too, those
/// before only to BTF from user space.
struct KernelRange {
  KernelVersion From = {0, 0};
  KernelVersion Until = {UINT_MAX, 0};
  KernelVersion LoadFrom = {0, 0};
  bool contains(KernelVersion V) const { return From <= V && V < Until; }
  bool containsLoading(KernelVersion V) const {
    return contains(V) && LoadFrom <= V;
  }
};

enum class VerifyRule : uint8_t {
  Unreadable,    ///< not even header and record boundaries can be read
  Header,        ///< flags, unknown header bytes
  Sections,      ///< gaps, overlaps, order, alignment, limits of the sections
  Layout,        ///< the layout section itself, or kernels without it
  Strings,       ///< start, end and size of the string section
  Info,          ///< vlen, kind_flag or reserved bits of the info word
  UnknownKind,   ///< no kernel knows the kind, or the chosen one does not yet
  NameOffset,    ///< outside the strings
  NameForbidden, ///< a kind that must have no name has one
  NameMissing,   ///< a kind that must have a name has none
  NameSyntax,    ///< no identifier, too long, not printable
  TypeId,        ///< dangling, too large, or 0 where a type is needed
  WrongKind,     ///< refers to a type of a kind that is not allowed there
  Word,          ///< another word with a value that is not allowed
  IntEncoding,   ///< bits, offset, encoding of an INT
  Size,          ///< size out of range for the kind
  MemberOffset,  ///< order or position of members
  MemberSize,    ///< a member reaches outside or does not fit a bit-field
  SectionVars,   ///< order, overlap, range of a DATASEC's variables
  TagTarget,     ///< what a DECL_TAG is attached to
  ModifierChain, ///< too long, endless, or tags behind other modifiers
  Cycle,         ///< a type that contains itself
  ArraySize,     ///< more than 32 bits
  Location,      ///< a LOC_PARAM's flags, size or values; a LOC_PROTO's words
  Sites,         ///< the entries of a LOCSEC
};

/// "6.12" or "6.12.3"; nothing if it is no version.
std::optional<KernelVersion> parseKernelVersion(llvm::StringRef Text);

/// "member-offset" and so on.
llvm::StringRef ruleName(VerifyRule Rule);

struct Violation {
  VerifyRule Rule;
  KernelRange Kernels;
  BtfId Type;          ///< none() for the file as a whole
  std::string Message; ///< "type 12 STRUCT 'x': ...", one line
};

struct VerifyOptions {
  /// The kernel that is to accept the BTF. Without one, every kernel that knows
  /// what is used: the newest, and a rule that only some of them apply counts.
  std::optional<KernelVersion> Kernel;
  /// Accept a file without types: the distilled base of a module that uses
  /// none.
  bool MayBeEmpty = false;
  /// In bytes; 0: as libbpf guesses it, from the size of `long`.
  unsigned PointerSize = 0;
  unsigned Threads = 1; ///< at most two are of use
  /// Violations to keep; all are counted.
  size_t MaxViolations = 100;
};

struct VerifyResult {
  /// Those of the chosen kernel, in order of type id.
  std::vector<Violation> Violations;
  uint64_t NumViolations = 0;
  /// Of these, what the kernel sees when it loads the BTF as a module's or its
  /// own.
  uint64_t NumLoadViolations = 0;
  bool IsSplit = false;
  /// The oldest kernel line that accepts the BTF, if one does.
  std::optional<KernelVersion> OldestKernel;
  /// The oldest that loads it as a module's or its own.
  std::optional<KernelVersion> OldestLoading;
  /// The first own type that is not in order of name (kernels from 7.0 assume
  /// that the types of vmlinux are: docs/format.md, "Order by name"); none() if
  /// all are.
  BtfId FirstUnsorted;
  bool accepted() const { return NumViolations == 0; }
  bool loads() const { return NumLoadViolations == 0; }
};

/// Checks the own types of \p File. Those of its base are not checked.
VerifyResult verifyBtf(const BtfFile &File, const VerifyOptions &Options = {});

/// The same for raw bytes, such as those about to be written.
VerifyResult verifyBtfBytes(llvm::ArrayRef<uint8_t> Bytes, llvm::StringRef Name,
                            BtfRef Base = nullptr,
                            const VerifyOptions &Options = {});

/// One line per violation and one with the verdict.
void printVerifyResult(llvm::raw_ostream &OS, llvm::StringRef FileName,
                       const VerifyResult &Result);

/// The first violations as an error, or success.
llvm::Error toError(const VerifyResult &Result, llvm::StringRef FileName);

} // namespace btfgen

#endif // BTFGEN_BTF_VERIFY_H
