//===- StrippedFile.h - The other half of a debug file ----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A debug file (objcopy --only-keep-debug, eu-strip -f) has the headers of all
/// sections, but of those that are loaded no contents. The file that was
/// stripped for it has them.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ELF_STRIPPEDFILE_H
#define BTFGEN_ELF_STRIPPEDFILE_H

#include "ELF/ObjectImage.h"

#include <optional>

namespace btfgen {

/// The build id of \p Image, in hexadecimal; empty if it has none that can be
/// read.
std::string buildId(const ObjectImage &Image);

/// The file that \p Debug was split from: with the same build id and, for
/// DIR/NAME or DIR/NAME.debug, called DIR/NAME, or if DIR ends in .debug, NAME
/// in the folder above, or if it has ROOT/usr/lib/debug in front, under ROOT or
/// ROOT/usr; or so and compressed. None if there is no such file; one that
/// cannot be read is none.
std::optional<ObjectImage> findStripped(const ObjectImage &Debug);

} // namespace btfgen

#endif // BTFGEN_ELF_STRIPPEDFILE_H
