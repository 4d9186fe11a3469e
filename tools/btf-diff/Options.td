//===- Options.td - The command line --------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

class F<string name, string help> : Flag<["--"], name>, HelpText<help>;
multiclass Eq<string name, string help, string meta> {
  def NAME # _eq : Joined<["--"], name # "=">, HelpText<help>,
                   MetaVarName<meta>;
  def NAME : Separate<["--"], name>, Alias<!cast<Joined>(NAME # "_eq")>;
}

defm base_a : Eq<"base-a", "base of A, if A is split BTF", "FILE">;
defm base_b : Eq<"base-b", "base of B, if B is split BTF", "FILE">;
defm base : Eq<"base", "base of both", "FILE">;
defm only : Eq<"only", "compare these kinds only, such as struct,func",
               "LIST">;
defm ignore : Eq<"ignore", "do not compare these kinds", "LIST">;
defm max : Eq<"max", "print at most this many differences", "N">;
def json : F<"json", "print everything as one JSON object">;
def summary : F<"summary", "print only the table of counts">;
def quiet : F<"quiet", "print nothing, the exit status tells">;
def q : Flag<["-"], "q">, Alias<quiet>;
def verbose : F<"verbose", "list also unnamed types and types that differ "
                           "only by what they refer to; do not shorten">;
def v : Flag<["-"], "v">, Alias<verbose>;
def help : F<"help", "print this help">;
def h : Flag<["-"], "h">, Alias<help>;
def version : F<"version", "print the version">;
