// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

include "llvm/Option/OptParser.td"

class F<string name, string help> : Flag<["--"], name>, HelpText<help>;

def output_eq : Joined<["--"], "output=">, MetaVarName<"FILE">,
                HelpText<"write the result to FILE (default, or -: standard "
                         "output)">;
def output : Separate<["--"], "output">, Alias<output_eq>;
def o : JoinedOrSeparate<["-"], "o">, Alias<output_eq>;
def sorted : F<"sorted", "all types by name, instead of the base's first and "
                         "with the ids that they have there">;
def j : JoinedOrSeparate<["-"], "j">, MetaVarName<"N">,
        HelpText<"number of threads (default: all CPUs, or what make "
                 "allows)">;
def stats : F<"stats", "print counts, and time and memory of each stage, to "
                       "standard error">;
def fatal_warnings : F<"fatal-warnings", "warnings are errors: nothing is "
                                         "written">;
def help : F<"help", "print this help">;
def h : Flag<["-"], "h">, Alias<help>;
def version : F<"version", "print the version">;
