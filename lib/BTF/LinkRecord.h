//===- LinkRecord.h - BTF that a module holds for the kernel ----*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A kernel whose inline sites (or, announced, whose BTF) are in a module has
/// in their place a record that tells which module, and what its bytes must
/// be:
///
///   char module[64 - sizeof(long)]   the name, filled up with NULs
///   u8   sha256[32]                  of the BTF
///   u32  size                        of the BTF, in the target's byte order
///
/// The section is .BTF.inline.link in Linux 7.4.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_BTF_LINKRECORD_H
#define BTFGEN_BTF_LINKRECORD_H

#include "ELF/ObjectImage.h"

#include <vector>

namespace btfgen {

/// What --btf_link and --link are given: SECTION:MODULE:FILE.
struct LinkRequest {
  std::string Section, Module, File;
  /// Error: a part is missing.
  static llvm::Expected<LinkRequest> parse(llvm::StringRef Text);
};

/// The contents of \p Request's section of \p Image, with the record of the
/// BTF in its file. Error: there is no such section, it has another size than
/// the record (rounded up to eight bytes, perhaps), the name of the module is
/// too long, or the file cannot be read or is too large.
llvm::Expected<std::vector<uint8_t>> linkRecord(const ObjectImage &Image,
                                                const LinkRequest &Request);

} // namespace btfgen

#endif // BTFGEN_BTF_LINKRECORD_H
