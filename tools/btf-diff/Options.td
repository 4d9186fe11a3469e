// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of btf-diff.

include "Common.td"

def group1_input : OptionGroup<"input">, HelpText<"WHAT IS COMPARED">;
let Group = group1_input in {
defm base : Eq<"base", "A and B are split BTF and FILE is the base of both",
               "FILE">;
defm base_a : Eq<"base-a", "A is split BTF and FILE is its base", "FILE">;
defm base_b : Eq<"base-b", "B is split BTF and FILE is its base", "FILE">;
defm ignore : Eq<"ignore", "do not compare types of these kinds", "LIST">;
defm only : Eq<"only", "compare only types of these kinds, such as "
                       "struct,func", "LIST">;
}

def group2_output : OptionGroup<"output">, HelpText<"WHAT IS PRINTED">;
let Group = group2_output in {
def json : F<"json", "print one JSON object with all differences">;
defm max : Eq<"max", "print at most N differences", "N">;
def quiet : F<"quiet", "print nothing; only the exit status tells whether A "
                       "and B differ (also -q)">;
def q : S<"q", "quiet">;
def summary : F<"summary", "print only the table with the counts">;
def verbose : F<"verbose", "also list anonymous types and types that differ "
                           "only in what they refer to, and do not shorten "
                           "long lists (also -v)">;
def v : S<"v", "verbose">;
}

def group3_other : OptionGroup<"other">, HelpText<"OTHER OPTIONS">;
let Group = group3_other in {
def help : F<"help", "print this help (also -h)">;
def h : S<"h", "help">;
def version : F<"version", "print the version">;
}
