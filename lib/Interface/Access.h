//===- Access.h - Between public and internal types -------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// How include/btfgen and lib/ turn into each other. Private to what implements
/// the public headers.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_INTERFACE_ACCESS_H
#define BTFGEN_INTERFACE_ACCESS_H

#include "BTF/Reader.h"
#include "Support/InputFile.h"
#include "btfgen/Btf.h"

namespace btfgen {

/// Reaches what Btf, Type and elements keep to themselves.
struct TypeAccess {
  static BtfType inner(const Type &T) {
    return BtfType(*T.File, T.Words, BtfId(T.TypeId));
  }
  static Type outer(const BtfType &T) {
    return Type(&T.file(), T.words(), T.id().index());
  }
  /// Null if \p B is none.
  static BtfRef inner(const Btf &B);
  static Btf outer(BtfRef File);

  template <typename T> static T element(const BtfType &Owner, uint32_t I);
};

InputSource sourceOf(const Input &From);
/// \p Code is for errors that say no more.
Error toPublic(llvm::Error E, Error::Code Code = Error::Code::Failed);

inline llvm::StringRef toRef(std::string_view Text) {
  return {Text.data(), Text.size()};
}
inline std::string_view toView(llvm::StringRef Text) {
  return {Text.data(), Text.size()};
}
inline llvm::ArrayRef<uint8_t> toRef(std::span<const uint8_t> Bytes) {
  return {Bytes.data(), Bytes.size()};
}

} // namespace btfgen

#endif // BTFGEN_INTERFACE_ACCESS_H
