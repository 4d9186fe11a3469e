//===- TargetKernel.cpp - What the build of a kernel asks for -------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Encode/TargetKernel.h"

#include "DWARF/Language.h"
#include "llvm/ADT/STLExtras.h"

using namespace btfgen;

void btfgen::setTargetKernel(Config &C, KernelVersion Kernel) {
  auto From = [&](unsigned Major, unsigned Minor) {
    return Kernel >= KernelVersion{Major, Minor};
  };
  // From 7.3 on, tags of kfuncs are not the encoder's business any more.
  const bool EncoderTagsKfuncs = From(6, 11) && !From(7, 3);
  EncodeFeatures &F = C.Enabled;
  F.Float = From(5, 13);
  F.DeclTag = From(5, 16);
  F.TypeTag = From(5, 17);
  F.Enum64 = From(6, 0);
  F.DeclTagKfuncs = EncoderTagsKfuncs;
  F.Attributes = EncoderTagsKfuncs && From(6, 16);
  F.LayoutSection = From(7, 1);
  F.Sorted = From(7, 0);
  C.Kfuncs = From(7, 0) ? KfuncForm::AsCalled : KfuncForm::AsDefined;
  llvm::append_range(C.ExcludedLanguages, languageCodes("rust"));
  C.Kernel = Kernel;
}
