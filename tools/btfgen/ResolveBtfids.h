//===- ResolveBtfids.h - The kernel's resolve_btfids ------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// btfgen under the name of resolve_btfids, the program of the kernel's source
/// that changes BTF after the encoder and fills section .BTF_ids
/// (docs/btfgen-resolve_btfids.1).
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TOOLS_BTFGEN_RESOLVEBTFIDS_H
#define BTFGEN_TOOLS_BTFGEN_RESOLVEBTFIDS_H

namespace btfgen {

/// Does what the command line asks for. The exit status: 0, or 1 after an
/// error, which was printed.
int resolveBtfids(int Argc, char **Argv);

} // namespace btfgen

#endif // BTFGEN_TOOLS_BTFGEN_RESOLVEBTFIDS_H
