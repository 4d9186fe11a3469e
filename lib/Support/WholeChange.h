//===- WholeChange.h - Changes that are not left half done ------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SUPPORT_WHOLECHANGE_H
#define BTFGEN_SUPPORT_WHOLECHANGE_H

#include "btfgen/Host.h"

namespace btfgen {

/// While one lives, files are between two states: the host lets that be
/// finished before it ends the process. One may live inside another.
class WholeChange {
public:
  WholeChange() { host().changeBegins(); }
  ~WholeChange() { host().changeEnds(); }
  WholeChange(const WholeChange &) = delete;
  WholeChange &operator=(const WholeChange &) = delete;
};

} // namespace btfgen

#endif // BTFGEN_SUPPORT_WHOLECHANGE_H
