// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the Options.td of all tools share.
//
// --help prints the groups of options in the order of their records' names, so
// these names have numbers (Help.h). TableGen sorts the options of a group by
// name; where one needs them in another order, they have a Place.

include "llvm/Option/OptParser.td"

/// The option is the Nth of its group in --help. NumArgs is the field of
/// options that reaches the program as a number; only MultiArg, which no tool
/// has, means something else by it.
class Place<int N> { int NumArgs = N; }

/// --name
class F<string name, string help> : Flag<["--"], name>, HelpText<help>;

/// -name, another spelling of the option \p word
class S<string name, string word> : Flag<["-"], name>,
                                    Alias<!cast<Option>(word)>;

/// --name=VALUE and --name VALUE; the first is the option, the second its alias
multiclass Eq<string name, string help, string meta> {
  def NAME # _eq : Joined<["--"], name # "=">, HelpText<help>,
                   MetaVarName<meta>;
  def NAME : Separate<["--"], name>, Alias<!cast<Joined>(NAME # "_eq")>;
}
