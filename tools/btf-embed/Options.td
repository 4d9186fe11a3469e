// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of btf-embed; Options.cpp turns it into EmbedConfig.

include "Common.td"

def group1_sections : OptionGroup<"sections">,
                      HelpText<"SECTIONS OF AN ELF FILE">;
let Group = group1_sections in {
defm section : Eq<"section", "add section NAME with the contents of FILE, or "
                             "replace it; may be repeated; - is standard input",
                  "NAME=FILE">, Place<1>;
defm link : Eq<"link", "fill section SECTION with the name of MODULE and size "
                       "and SHA-256 of the BTF in FILE, which that module will "
                       "hold; may be repeated", "SECTION:MODULE:FILE">,
            Place<2>;
def alloc : F<"alloc", "set SHF_ALLOC on these sections, so that they are "
                       "loaded with a module">, Place<3>;
def resolve_ids : F<"resolve-ids", "fill in section .BTF_ids: the type ids of "
                                   "the kfuncs and types that its symbols "
                                   "name, as resolve_btfids does">, Place<4>;
defm base : Eq<"base", "with --resolve-ids: the base (raw BTF or an ELF file) "
                       "that the file's BTF was split from", "FILE">, Place<5>;
def strip_signature : F<"strip-signature", "remove the signature at the end of "
                                           "a module, which no longer matches "
                                           "after a change">, Place<6>;
def compact : F<"compact", "rewrite the file without the unused bytes that "
                           "earlier changes left in it">, Place<7>;
}

def group2_object : OptionGroup<"object">, HelpText<"AN OBJECT FILE TO LINK">;
let Group = group2_object in {
defm object : Eq<"object", "write the relocatable object OUT, with FILE as its "
                           "section .BTF", "OUT">, Place<1>;
defm like : Eq<"like", "make the object for the machine of this ELF file",
               "ELF">, Place<2>;
defm as : Eq<"as", "make it section SECTION instead of .BTF, such as "
                   ".BTF.inline", "SECTION">, Place<3>;
defm symbols : Eq<"symbols", "make the names of its symbols from NAME instead "
                             "of FILE", "NAME">, Place<4>;
def no_symbols : F<"no-symbols", "define no symbols, because the linker script "
                                 "does">, Place<5>;
}

def group3_other : OptionGroup<"other">, HelpText<"OTHER OPTIONS">;
let Group = group3_other in {
def quiet : F<"quiet", "print no warnings (also -q)">, Place<1>;
def q : S<"q", "quiet">;
def fatal_warnings : F<"fatal-warnings", "treat warnings as errors: change "
                                         "nothing and exit with status 1">,
                     Place<2>;
def help : F<"help", "print this help (also -h)">, Place<3>;
def h : S<"h", "help">;
def version : F<"version", "print the version">, Place<4>;
}
