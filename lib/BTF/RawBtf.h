//===- RawBtf.h - BTF from complete records ---------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// For what is made from BTF that exists: records whose ids and string offsets
/// are final already.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_BTF_RAWBTF_H
#define BTFGEN_BTF_RAWBTF_H

#include "BTF/Kinds.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <string>
#include <vector>

namespace btfgen {

/// Collects strings, each once.
class StringCollector {
public:
  /// A section that begins with the empty string, or with a \p Base one that
  /// continues it and does not repeat its strings.
  explicit StringCollector(const StringCollector *Base = nullptr)
      : Base(Base), Start(Base ? Base->end() : 0), Bytes(Base ? 0 : 1, '\0') {}

  /// The offset of \p Text; 0 if it is empty.
  uint32_t add(llvm::StringRef Text);
  llvm::StringRef bytes() const { return Bytes; }
  uint32_t end() const { return Start + static_cast<uint32_t>(Bytes.size()); }

private:
  const StringCollector *Base;
  uint32_t Start;
  std::string Bytes;
  llvm::StringMap<uint32_t> Offsets;
};

/// Writes \p Header to \p Out, which has room for its HeaderLen bytes: without
/// the words of the layout section if that is BtfHeaderSize. Returns the end.
uint8_t *writeBtfHeader(uint8_t *Out, const BtfHeader &Header,
                        bool LittleEndian);

/// BTF that consists of a header, the records' \p Words (in host byte order)
/// and \p Strings.
std::vector<uint8_t> makeRawBtf(llvm::ArrayRef<uint32_t> Words,
                                llvm::StringRef Strings, bool LittleEndian);

} // namespace btfgen

#endif // BTFGEN_BTF_RAWBTF_H
