//===- Options.cpp - Command line to plain values -------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "Help.h"
#include "OptionTable.h"

using namespace llvm;
using namespace btfgen;

namespace {

constexpr const char *Usage =
    "btf-embed --section NAME=FILE [options] ELF\n"
    "       btf-embed --resolve-ids [--base FILE] ELF\n"
    "       btf-embed --object OUT --like ELF [options] FILE";

constexpr const char *Overview =
    "btf-embed adds BTF to ELF files: as sections, without rewriting the "
    "file;\n"
    "as an object file to link; or as the type ids in section .BTF_ids.";

constexpr const char *Epilogue = R"(
SYMBOLS
  The object defines the symbols _binary_NAME_start, _binary_NAME_end and
  _binary_NAME_size. NAME is FILE as given, with each character that is not a
  letter or digit replaced by _.

EXIT STATUS
  0  The file was changed or the object written.
  1  An error occurred. Nothing was changed.
  2  The command line is wrong.

EXAMPLES
  Add BTF to a module:
    btf-embed --section .BTF=x.btf x.ko
  Write an object that defines _binary__btf_vmlinux_bin_start and _end, as
  kernels before 5.7 link it:
    btf-embed --object btf.o --like vmlinux.o .btf.vmlinux.bin
  Write one for a linker script that defines the symbols:
    btf-embed --object btf.o --like vmlinux.o --no-symbols .btf.vmlinux.bin
  Fill in the type ids of kfuncs in a module, without the kernel's tools:
    btf-embed --resolve-ids --base vmlinux x.ko
)";

} // namespace

static Error readSections(const opt::InputArgList &Args, EmbedConfig &C) {
  for (const opt::Arg *A : Args.filtered(OPT_section_eq)) {
    auto [Name, File] = StringRef(A->getValue()).split('=');
    if (Name.empty() || File.empty())
      return createStringError(Twine("--section: '") + A->getValue() +
                               "' is not NAME=FILE");
    C.Sections.push_back({Name.str(), File.str()});
  }
  for (StringRef Text : Args.getAllArgValues(OPT_link_eq)) {
    Expected<LinkRequest> Link = LinkRequest::parse(Text);
    if (!Link)
      return createStringError("--link: " + toString(Link.takeError()));
    C.Links.push_back(std::move(*Link));
  }
  return Error::success();
}

/// Options that have nothing to do with the rest are mistakes, too.
static Error checkTogether(const EmbedConfig &C, bool HasSymbols, bool HasAs) {
  const bool Changes = !C.Sections.empty() || !C.Links.empty() || C.Compact ||
                       C.StripSignature || C.ResolveIds;
  if (!C.Object.empty()) {
    if (Changes || C.Alloc || !C.Base.empty())
      return createStringError(
          "--object can be used with --like, --as, --symbols and "
          "--no-symbols only");
    if (C.Like.empty())
      return createStringError("--object needs --like");
    if (HasSymbols && C.NoSymbols)
      return createStringError(
          "--symbols and --no-symbols cannot be used together");
    return Error::success();
  }
  if (!C.Like.empty() || HasAs || HasSymbols || C.NoSymbols)
    return createStringError(
        "--like, --as, --symbols and --no-symbols need --object");
  if (!Changes)
    return createStringError("nothing to do");
  if (C.Alloc && C.Sections.empty())
    return createStringError("--alloc needs --section");
  if (!C.Base.empty() && !C.ResolveIds)
    return createStringError("--base needs --resolve-ids");
  return Error::success();
}

Expected<EmbedConfig> btfgen::parseOptions(int Argc, char **Argv) {
  BumpPtrAllocator Storage;
  const ToolOptTable Table; // what was parsed refers to it
  auto Parsed = Table.parse(Argc, Argv, Storage);
  if (!Parsed)
    return Parsed.takeError();
  const opt::InputArgList &Args = *Parsed;
  EmbedConfig C;
  if (Args.hasArg(OPT_help)) {
    C.What = EmbedConfig::Action::Help;
    return C;
  }
  if (Args.hasArg(OPT_version)) {
    C.What = EmbedConfig::Action::Version;
    return C;
  }
  std::vector<std::string> Inputs = Args.getAllArgValues(OPT_INPUT);
  if (Inputs.size() != 1)
    return createStringError("found " + Twine(Inputs.size()) +
                             " input files, expected one");
  C.Input = Inputs.front();
  C.Lists = responseFiles(Argc, Argv);
  if (Error E = readSections(Args, C))
    return E;
  C.Alloc = Args.hasArg(OPT_alloc);
  C.Compact = Args.hasArg(OPT_compact);
  C.StripSignature = Args.hasArg(OPT_strip_signature);
  C.ResolveIds = Args.hasArg(OPT_resolve_ids);
  C.Base = Args.getLastArgValue(OPT_base_eq).str();
  C.Object = Args.getLastArgValue(OPT_object_eq).str();
  C.Like = Args.getLastArgValue(OPT_like_eq).str();
  if (const opt::Arg *A = Args.getLastArg(OPT_as_eq))
    C.ObjectSection = A->getValue();
  C.SymbolsOf = Args.getLastArgValue(OPT_symbols_eq, C.Input).str();
  C.NoSymbols = Args.hasArg(OPT_no_symbols);
  C.Quiet = Args.hasArg(OPT_quiet);
  C.FatalWarnings = Args.hasArg(OPT_fatal_warnings);
  if (!C.Object.empty())
    C.What = EmbedConfig::Action::WriteObject;
  if (Error E =
          checkTogether(C, Args.hasArg(OPT_symbols_eq), Args.hasArg(OPT_as_eq)))
    return E;
  return C;
}

void btfgen::printHelp(raw_ostream &OS) {
  printHelp(OS, ToolOptTable(), Usage, Overview);
  OS << Epilogue;
}
