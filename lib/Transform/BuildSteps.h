//===- BuildSteps.h - What kernel builds do after the encoder ---*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The steps that change BTF after it was encoded, for all of its parts: the
/// inline sites of a kernel or module stay right when its types change.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TRANSFORM_BUILDSTEPS_H
#define BTFGEN_TRANSFORM_BUILDSTEPS_H

#include "Transform/InlineSites.h"
#include "Transform/KernelTypes.h"

namespace btfgen {

/// BtfParts, read.
struct ParsedParts {
  BtfRef Main;
  BtfRef Sites; ///< null if there are none
};

/// Reads \p Parts, which must outlive the result, have no BaseBytes yet and are
/// split from \p Base, or from nothing if that is null. \p Name is for
/// messages. Errors of BtfFile::parse().
llvm::Expected<ParsedParts>
parseParts(const BtfParts &Parts, llvm::StringRef Name, const BtfRef &Base);

/// finishKernelTypes() of \p Old, which are split from \p Base; \p Name is for
/// messages. Errors: those of that, and of BtfFile::parse().
llvm::Expected<BtfParts> finishParts(const ParsedParts &Old,
                                     llvm::StringRef Name, const BtfRef &Base,
                                     const llvm::StringMap<KfuncFlags> &Kfuncs,
                                     bool Sorted);

/// distillBase() of \p Parts, which have no BaseBytes yet: these take the place
/// of \p Base.
llvm::Error distillParts(BtfParts &Parts, llvm::StringRef Name,
                         const BtfRef &Base, bool Sorted);

/// Puts inline sites, if there are any, into Bytes. \p Base is what Bytes are
/// split from.
llvm::Error joinParts(BtfParts &Parts, llvm::StringRef Name,
                      const BtfRef &Base);

} // namespace btfgen

#endif // BTFGEN_TRANSFORM_BUILDSTEPS_H
