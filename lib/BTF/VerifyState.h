//===- VerifyState.h - What the parts of the verifier share -----*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Internal to Verify*.cpp: the file under check and the place where violations
/// are reported.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_BTF_VERIFYSTATE_H
#define BTFGEN_BTF_VERIFYSTATE_H

#include "BTF/Verify.h"

#include "llvm/Support/FormatVariadic.h"

namespace btfgen {

inline constexpr KernelRange AllKernels = {};
/// Never looked at in the BTF of vmlinux and modules.
inline constexpr KernelRange UserBtf = {{0, 0}, {UINT_MAX, 0}, {UINT_MAX, 0}};
constexpr KernelRange kernelsBefore(unsigned Major, unsigned Minor) {
  return {{0, 0}, {Major, Minor}};
}

class VerifyState {
public:
  /// \p Usual applies to rules for which nothing else is said.
  VerifyState(const BtfFile &File, const VerifyOptions &Options,
              KernelRange Usual = AllKernels);

  const BtfFile &File;

  /// For a violation of the file as a whole.
  template <typename... Args>
  void fail(VerifyRule Rule, KernelRange Kernels, const char *Format,
            Args &&...A) {
    if (wanted(Kernels))
      add(Rule, Kernels, BtfId::none(),
          llvm::formatv(Format, std::forward<Args>(A)...).str());
  }
  /// For one of a type.
  template <typename... Args>
  void fail(const BtfType &T, VerifyRule Rule, KernelRange Kernels,
            const char *Format, Args &&...A) {
    if (wanted(Kernels))
      add(Rule, Kernels, T.id(),
          describe(T) + llvm::formatv(Format, std::forward<Args>(A)...).str());
  }
  template <typename... Args>
  void fail(const BtfType &T, VerifyRule Rule, const char *Format,
            Args &&...A) {
    fail(T, Rule, Usual, Format, std::forward<Args>(A)...);
  }

  unsigned pointerSize() const { return Options.PointerSize; }
  bool mayBeEmpty() const { return Options.MayBeEmpty; }
  bool applies(KernelRange Kernels) const {
    // A rule that came after what it is about: some kernels refuse.
    if (!Options.Kernel && Kernels.From != KernelVersion())
      return true;
    return Kernels.contains(Kernel);
  }
  /// The same of what is loaded as a module's or the kernel's own.
  bool appliesLoading(KernelRange Kernels) const {
    return applies(Kernels) && Kernels.LoadFrom <= Kernel;
  }

  /// Adds what \p Other found in the same file.
  void absorb(VerifyState &&Other);
  VerifyResult take();

private:
  /// Counts; true if the text is wanted too.
  bool wanted(KernelRange Kernels);
  void add(VerifyRule Rule, KernelRange Kernels, BtfId Type,
           std::string Message);
  static std::string describe(const BtfType &T);

  VerifyOptions Options;
  KernelVersion Kernel;
  KernelRange Usual;
  VerifyResult Result;
  uint32_t RejectingLines = 0; ///< bit i: kernel line i rejects
  uint32_t RefusingLines = 0;  ///< bit i: kernel line i does not even load it
};

/// Header, sections, strings, layout (Verify.cpp).
void verifySections(VerifyState &S);
/// Each record by itself, as btf_check_all_metas (VerifyTypes.cpp).
void verifyTypes(VerifyState &S);
/// References: kinds, sizes, cycles, modifier chains (VerifyReferences.cpp).
void verifyReferences(VerifyState &S);

/// LOC_PARAM, LOC_PROTO and LOCSEC by themselves, and what they refer to
/// (VerifyLocations.cpp).
void verifyLocation(VerifyState &S, const BtfType &T);
void verifyLocationReferences(VerifyState &S, const BtfType &T);

} // namespace btfgen

#endif // BTFGEN_BTF_VERIFYSTATE_H
