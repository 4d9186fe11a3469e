//===- SeparateDebug.h - Files that were split in two -----------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Distributions split the debug information from the files that they install.
/// The stripped file has the contents of all sections that are loaded; the
/// debug file has the debug information and the symbols, and often only headers
/// of the other sections (objcopy --only-keep-debug, eu-strip -f). This finds
/// either file from the other.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_ELF_SEPARATEDEBUG_H
#define BTFGEN_ELF_SEPARATEDEBUG_H

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

/// Where debug files are looked for.
struct DebugFileSearch {
  /// Laid out like /usr/lib/debug, which comes after them.
  std::vector<std::string> Folders;
  /// If not empty, the only file that is looked at.
  std::string File;
  /// Ask the servers of DEBUGINFOD_URLS for what is found nowhere else.
  bool AskServers = false;
};

struct DebugFile {
  std::optional<ObjectImage> Image; ///< none was found
  /// What was looked at in vain, and why it does not serve.
  std::vector<std::string> PassedOver;
  std::vector<std::string> NotThere;
};

/// The debug file of \p Stripped, in this order: by its build id in the folder
/// .build-id of each folder of \p Where; by the name in its .gnu_debuglink,
/// beside it, in .debug beside it, or at its path below each folder; by its own
/// name, there and with .debug added; from a server. A file whose name says
/// so, .xz, .zst or .gz, may be compressed.
///
/// It serves if it has debug information, the same build id, the same sections
/// that are loaded, and, where the link names it, the checksum that the link
/// has. By its own name only files are taken that have a build id.
DebugFile findDebugFile(const ObjectImage &Stripped,
                        const DebugFileSearch &Where);

} // namespace btfgen

#endif // BTFGEN_ELF_SEPARATEDEBUG_H
