//===- Origins.h - What abstract instances say ------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A function that is inlined is described once, by an abstract instance, to
/// which its concrete instances and inlined copies refer (DWARF 5, 3.3.8).
/// Finds functions and parameters of a group by the positions of their DIEs,
/// and follows such references to names and types.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_SELECT_ORIGINS_H
#define BTFGEN_SELECT_ORIGINS_H

#include "DWARF/TypeReader.h"

namespace btfgen {

/// Where a parameter is described.
struct ParamPlace {
  uint32_t Param = 0; ///< index of its ParamRecord
  uint32_t Func = 0;  ///< index of its function's FuncRecord
};

/// One per worker.
class Origins {
public:
  /// How many origins a DIE may have one behind the other: two with LTO.
  static constexpr unsigned MaxDepth = 4;

  /// To be called when \p R has read another group; it must not read the next
  /// one while this is used.
  void startGroup(const TypeReader &R) {
    Reader = &R;
    U = &R.types();
    ByPosition.clear();
  }

  /// The index of the FuncRecord whose DIE is at \p Position, or VoidRef.
  uint32_t functionAt(uint32_t Position) const;
  /// The function that \p F refers to, or VoidRef.
  uint32_t originOf(const FuncRecord &F) const;
  /// The name of function \p Func, maybe its origin's; 0 if it has none.
  NameRef nameOf(uint32_t Func) const;
  /// The return type of \p F, maybe its origin's, as of typeAt().
  uint32_t returnType(const FuncRecord &F, bool &Unreadable) const;

  /// Finds the parameter whose DIE is at \p Position, which is almost always
  /// number \p LikelyIndex of \p LikelyFunc (or VoidRef).
  bool paramAt(uint32_t Position, uint32_t LikelyFunc, uint32_t LikelyIndex,
               ParamPlace &Place);
  /// The parameter at \p Place, or the one among its origins that has a type.
  const ParamRecord &described(ParamPlace Place);

  /// The type at \p Position as a local number; sets \p Unreadable if there is
  /// one that is not known.
  uint32_t typeAt(uint32_t Position, bool &Unreadable) const;

private:
  const TypeReader *Reader = nullptr;
  const UnitTypes *U = nullptr;
  /// All parameters by position, made when it is needed.
  std::vector<std::pair<uint32_t, ParamPlace>> ByPosition;
};

} // namespace btfgen

#endif // BTFGEN_SELECT_ORIGINS_H
