//===- Verify.h - Would a kernel accept this BTF? ---------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A kernel discards all of a BTF for one violation of its rules, at boot or
/// when a module is loaded. Rules differ between kernels, and these
/// functions know which kernel applies which (docs/verify.md).
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_VERIFY_H
#define BTFGEN_VERIFY_H

#include "btfgen/Btf.h"

namespace btfgen {

struct VerifySettings {
  /// The kernel that is to accept it, such as "6.12". Empty: every kernel that
  /// knows what is used in it.
  std::string Kernel;
  /// It may have no types, as a distilled base.
  bool MayBeEmpty = false;
  /// Bytes of a pointer; 0: as many as `long` has.
  unsigned PointerSize = 0;
  unsigned Threads = 1; ///< 0 counts as 1
  /// How many problems to keep; all are counted.
  size_t MaxProblems = 100;
};

/// A rule that is broken.
struct Problem {
  /// 0: the BTF as a whole.
  uint32_t Type = 0;
  /// A word for the rule, such as "member-offset" (docs/verify.md).
  std::string Rule;
  /// One line that names the type and what is wrong.
  std::string Message;
};

struct VerifyReport {
  /// In order of type id, at most VerifySettings::MaxProblems.
  std::vector<Problem> Problems;
  uint64_t NumProblems = 0;
  /// Of these, the ones that keep a kernel from loading the BTF as its own or a
  /// module's. The others it looks for only in BTF from user space.
  uint64_t NumLoadProblems = 0;
  /// The oldest kernel that accepts it, such as "5.2"; empty: none.
  std::string OldestKernel;

  bool accepted() const { return NumProblems == 0; }
  bool loads() const { return NumLoadProblems == 0; }
};

/// Checks the own types of \p File; its base is taken as it is. Error:
/// VerifySettings::Kernel is no version.
Result<VerifyReport> verify(const Btf &File,
                            const VerifySettings &Settings = {});

/// The same for raw BTF, which need not even be readable: that is a problem
/// like others. \p Name is for messages.
Result<VerifyReport> verify(std::span<const uint8_t> Bytes,
                            std::string_view Name, const Btf &Base = {},
                            const VerifySettings &Settings = {});

} // namespace btfgen

#endif // BTFGEN_VERIFY_H
