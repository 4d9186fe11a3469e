//===- btf-embed.cpp - BTF into ELF files ---------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Options in, library calls, text out. Only here is printed and exited.
///
//===----------------------------------------------------------------------===//

#include "BTF/Reader.h"
#include "ELF/SectionPatcher.h"
#include "Options.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;
using namespace btfgen;

static Expected<std::unique_ptr<MemoryBuffer>> readFile(StringRef Path) {
  auto Buffer = MemoryBuffer::getFileOrSTDIN(Path, /*IsText=*/false,
                                             /*RequiresNullTerminator=*/false);
  if (std::error_code EC = Buffer.getError())
    return createStringError(EC, Path + ": " + EC.message());
  return std::move(*Buffer);
}

static Error change(const EmbedConfig &C) {
  std::vector<std::unique_ptr<MemoryBuffer>> Buffers;
  std::vector<NewSection> Sections;
  for (const EmbedConfig::Section &S : C.Sections) {
    Expected<std::unique_ptr<MemoryBuffer>> Buffer = readFile(S.File);
    if (!Buffer)
      return Buffer.takeError();
    NewSection New;
    New.Name = S.Name;
    New.Bytes = arrayRefFromStringRef((*Buffer)->getBuffer());
    New.Flags = C.Alloc ? unsigned(ELF::SHF_ALLOC) : 0;
    Sections.push_back(New);
    Buffers.push_back(std::move(*Buffer));
  }
  PatchOptions Options;
  Options.Compact = C.Compact;
  Options.StripSignature = C.StripSignature;
  return addSections(C.Input, Sections, Options);
}

static int report(Error E) {
  if (!E)
    return ExitOk;
  handleAllErrors(std::move(E), [](const ErrorInfoBase &I) {
    errs() << "btf-embed: " << I.message() << '\n';
  });
  return ExitError;
}

int main(int Argc, char **Argv) {
  Expected<EmbedConfig> C = parseOptions(Argc, Argv);
  if (!C) {
    errs() << "btf-embed: " << toString(C.takeError()) << '\n'
           << "usage: btf-embed [options] ELF (--help explains)\n";
    return ExitUsage;
  }
  switch (C->What) {
  case EmbedConfig::Action::Help:
    printHelp(outs());
    return ExitOk;
  case EmbedConfig::Action::Version:
    outs() << "btf-embed " BTFGEN_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
    return ExitOk;
  case EmbedConfig::Action::WriteObject:
    return ExitError;
  case EmbedConfig::Action::Change:
    return report(change(*C));
  }
}
