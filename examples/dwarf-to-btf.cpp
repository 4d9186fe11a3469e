//===- dwarf-to-btf.cpp - BTF of a program that is in memory --------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Makes BTF from the DWARF of an ELF file, checks it and writes it to a file:
/// on standard input, as a descriptor; or named, after it was read into memory.
///
///     dwarf-to-btf OUT < ELF
///     dwarf-to-btf OUT ELF
///
//===----------------------------------------------------------------------===//

#include <btfgen/Encode.h>
#include <btfgen/Verify.h>
#include <btfgen/Write.h>

#include <cstdio>
#include <fstream>
#include <iterator>

using namespace btfgen;

static int fail(const std::string &Message) {
  std::fprintf(stderr, "dwarf-to-btf: %s\n", Message.c_str());
  return 1;
}

int main(int Argc, char **Argv) {
  if (Argc != 2 && Argc != 3)
    return fail("usage: dwarf-to-btf OUT [ELF]");

  std::vector<char> Bytes; // lives as long as what is read from it
  Input From = Input::descriptor(0, "<stdin>");
  if (Argc == 3) {
    std::ifstream File(Argv[2], std::ios::binary);
    Bytes.assign(std::istreambuf_iterator<char>(File), {});
    From = Input::memory(
        {reinterpret_cast<const uint8_t *>(Bytes.data()), Bytes.size()},
        Argv[2]);
  }

  EncodeSettings Settings;
  Settings.Threads = 2;
  const Result<EncodeReport> Made = encode(From, Settings);
  if (!Made)
    return fail(Made.error().message());
  const Result<VerifyReport> Judged = verify(Made->Bytes, From.name());
  if (!Judged)
    return fail(Judged.error().message());
  if (const Result<void> Written = writeFile(Argv[1], Made->Bytes); !Written)
    return fail(Written.error().message());
  std::printf("%llu types, %llu functions, %s\n",
              (unsigned long long)Made->NumTypes,
              (unsigned long long)Made->NumFunctions,
              Judged->accepted() ? "accepted" : "refused");
  return Judged->accepted() ? 0 : 1;
}
