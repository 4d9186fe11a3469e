// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of btf-diff.

include "Common.td"

def group1_input : OptionGroup<"input">, HelpText<"WHAT IS COMPARED">;
let Group = group1_input in {
defm base : Eq<"base", "A and B are split BTF and FILE is the base of both",
               "FILE">, Place<1>;
defm base_a : Eq<"base-a", "A is split BTF and FILE is its base", "FILE">,
              Place<2>;
defm base_b : Eq<"base-b", "B is split BTF and FILE is its base", "FILE">,
              Place<3>;
defm only : Eq<"only", "compare only types of these kinds, such as "
                       "struct,func", "LIST">, Place<4>;
defm ignore : Eq<"ignore", "do not compare types of these kinds", "LIST">,
              Place<5>;
}

def group2_output : OptionGroup<"output">, HelpText<"WHAT IS PRINTED">;
let Group = group2_output in {
def summary : F<"summary", "print only the table with the counts">, Place<1>;
defm max : Eq<"max", "print at most N differences", "N">, Place<2>;
def verbose : F<"verbose", "also list anonymous types and types that differ "
                           "only in what they refer to, and do not shorten "
                           "long lists (also -v)">, Place<3>;
def v : S<"v", "verbose">;
def quiet : F<"quiet", "print nothing; only the exit status tells whether A "
                       "and B differ (also -q)">, Place<4>;
def q : S<"q", "quiet">;
def json : F<"json", "print one JSON object with all differences">, Place<5>;
defm html : Eq<"html", "also write FILE, a page for a browser: the differences, "
                       "and the types of A and B; - is standard output, with "
                       "--quiet", "FILE">, Place<6>;
}

def group3_other : OptionGroup<"other">, HelpText<"OTHER OPTIONS">;
let Group = group3_other in {
def help : F<"help", "print this help (also -h)">;
def h : S<"h", "help">;
def version : F<"version", "print the version">;
}
