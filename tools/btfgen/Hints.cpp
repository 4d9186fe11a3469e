//===- Hints.cpp - What a file may be instead -----------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Hints.h"

#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

const char *btfgen::hintForNoDebugInfo(bool IsSplit) {
  if (IsSplit)
    return "keep the .dwo files where the compiler wrote them, or make "
           "FILE.dwp of them with dwp";
  return "compile with -g; for an installed kernel or program, install its "
         "debug "
         "package (-dbg, -debuginfo), or see --debug-dir and --debuginfod";
}

const char *btfgen::hintFor(StringRef Path) {
  auto Buffer = MemoryBuffer::getFileSlice(Path, /*MapSize=*/16, /*Offset=*/0);
  if (!Buffer)
    return nullptr;
  StringRef Start = (*Buffer)->getBuffer();
  if (Start.starts_with("\x9f\xeb") || Start.starts_with("\xeb\x9f"))
    return "this is BTF already; --dump prints it, --verify checks it";
  if (Start.starts_with("MZ"))
    return "this is a boot image; the debug information is in the file vmlinux "
           "of the kernel's build or debug package";
  if (Start.starts_with("!<arch>") || Start.starts_with("!<thin>"))
    return "this is an archive; take the object files out of it";
  return nullptr;
}
