// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of btf-embed; Options.cpp turns it into Config.

include "llvm/Option/OptParser.td"

class F<string name, string help> : Flag<["--"], name>, HelpText<help>;
multiclass Eq<string name, string help, string meta> {
  def NAME # _eq : Joined<["--"], name # "=">, HelpText<help>,
                   MetaVarName<meta>;
  def NAME : Separate<["--"], name>, Alias<!cast<Joined>(NAME # "_eq")>;
}

defm section : Eq<"section", "add section NAME with the contents of FILE to "
                             "ELF, or replace it (any number of times; - is "
                             "standard input)", "NAME=FILE">;
def alloc : F<"alloc", "the sections are allocated: a module that carries them "
                       "in memory">;
def compact : F<"compact", "write the file anew without the bytes that nothing "
                           "refers to">;
def strip_signature : F<"strip-signature", "drop a module signature, which a "
                                           "change would make wrong">;
def resolve_ids : F<"resolve-ids", "fill .BTF_ids with the ids of the types "
                                   "that its symbols name">;
defm base : Eq<"base", "with --resolve-ids: the base that the BTF of ELF is "
                       "split from, raw BTF or ELF", "FILE">;
defm object : Eq<"object", "write a relocatable object OUT that holds FILE as "
                           "section .BTF", "OUT">;
defm like : Eq<"like", "with --object: for the machine that this file is for",
               "ELF">;
defm symbols : Eq<"symbols", "with --object: name the symbols as if FILE were "
                             "called NAME", "NAME">;
def no_symbols : F<"no-symbols", "with --object: no symbols, the linker script "
                                 "defines some">;
def quiet : F<"quiet", "no warnings">;
def q : Flag<["-"], "q">, Alias<quiet>;
def fatal_warnings : F<"fatal-warnings", "warnings are errors: nothing is "
                                         "changed">;
def help : F<"help", "print this help">;
def h : Flag<["-"], "h">, Alias<help>;
def version : F<"version", "print the version">;
