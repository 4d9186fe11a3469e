//===- RawBtf.h - BTF from complete records ---------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Writes BTF that is made from other BTF: the records' ids and string offsets
/// are final, only header and strings have to be added.
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
  /// Starts with the empty string. With a \p Base, which must outlive this
  /// object, the strings continue those of the base and do not repeat them.
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

/// The layout section for the first \p NumKinds kinds, void included: what the
/// reader of an unknown kind needs to know, the bytes behind the common part
/// and those of each element (docs/format.md, "Layout section").
std::vector<uint8_t> layoutSection(unsigned NumKinds);

/// BTF that consists of a header, the records' \p Words (in host byte order),
/// \p Strings and, if it is not empty, a \p Layout section.
std::vector<uint8_t> makeRawBtf(llvm::ArrayRef<uint32_t> Words,
                                llvm::StringRef Strings, bool LittleEndian,
                                llvm::ArrayRef<uint8_t> Layout = {});

} // namespace btfgen

#endif // BTFGEN_BTF_RAWBTF_H
