// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of btf-merge.

include "Common.td"

def group1_output : OptionGroup<"output">, HelpText<"THE RESULT">;
let Group = group1_output in {
defm output : Eq<"output", "write the result to FILE (also -o FILE; default, "
                           "and -: standard output)", "FILE">;
def o : JoinedOrSeparate<["-"], "o">, Alias<output_eq>;
def sorted : F<"sorted", "sort all types by name; without it, the types of "
                         "BASE come first and keep their ids">;
}

def group2_run : OptionGroup<"run">, HelpText<"THREADS AND MESSAGES">;
let Group = group2_run in {
def j : JoinedOrSeparate<["-"], "j">, MetaVarName<"N">,
        HelpText<"use up to N threads (default: one per CPU, or as many as the "
                 "make that runs this allows)">, Place<1>;
def stats : F<"stats", "print counts, and time and memory of each stage, to "
                       "standard error">, Place<2>;
defm time_trace : Eq<"time-trace", "write when each thread did what to FILE, "
                                   "as a trace that Chromium and Perfetto "
                                   "show", "FILE">, Place<3>;
def fatal_warnings : F<"fatal-warnings", "treat warnings as errors: write "
                                         "nothing and exit with status 1">,
                     Place<4>;
}

def group3_other : OptionGroup<"other">, HelpText<"OTHER OPTIONS">;
let Group = group3_other in {
def help : F<"help", "print this help (also -h)">;
def h : S<"h", "help">;
def version : F<"version", "print the version">;
}
