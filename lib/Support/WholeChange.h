//===- WholeChange.h - Changes that are not left half done ------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Keeps the host from ending the process in the middle of a change to files.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_WHOLECHANGE_H
#define BTFGEN_SUPPORT_WHOLECHANGE_H

#include "btfgen/Host.h"

namespace btfgen {

/// While an object of this type exists, files are between two states, and the
/// host waits before it ends the process. They may be nested.
class WholeChange {
public:
  WholeChange() { host().changeBegins(); }
  ~WholeChange() { host().changeEnds(); }
  WholeChange(const WholeChange &) = delete;
  WholeChange &operator=(const WholeChange &) = delete;
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_WHOLECHANGE_H
