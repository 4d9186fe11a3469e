// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// pahole's command line, as far as it is about encoding; PaholeOptions.cpp says
// what the options mean here.

include "llvm/Option/OptParser.td"

class F<string name, string help> : Flag<["--"], name>, HelpText<help>;
class S<string name, string word> : Flag<["-"], name>,
                                    Alias<!cast<Option>(word)>;
multiclass Eq<string name, string help, string meta> {
  def NAME # _eq : Joined<["--"], name # "=">, HelpText<help>,
                   MetaVarName<meta>;
  def NAME : Separate<["--"], name>, Alias<!cast<Joined>(NAME # "_eq")>;
}

// Printed in the order of their titles.
def what : OptionGroup<"what">, HelpText<"CONTENT OF THE RESULT">;
let Group = what in {
defm btf_base : Eq<"btf_base", "what is in FILE is not repeated, the result is "
                               "split BTF that builds on it", "FILE">;
defm btf_features : Eq<"btf_features", "emit these; \"default\", \"all\" or "
                                       "names, unknown ones are ignored; "
                                       "+LIST adds to the default", "LIST">;
defm btf_features_strict : Eq<"btf_features_strict", "the same, unknown names "
                                                     "are errors", "LIST">;
def btf_gen_all : F<"btf_gen_all", "all features">;
def btf_gen_floats : F<"btf_gen_floats", "floating-point types">;
def btf_attributes : F<"btf_attributes", "tags that stand for other attributes">;
def encode_btf_global_vars : F<"encode_btf_global_vars", "all variables">;
def encode_all_btf_vars : F<"encode_all_btf_vars", "all variables">;
def skip_vars : F<"skip_encoding_btf_vars", "no variables">;
def skip_decl_tag : F<"skip_encoding_btf_decl_tag", "no tags of declarations">;
def skip_type_tag : F<"skip_encoding_btf_type_tag", "no tags of types">;
def skip_enum64 : F<"skip_encoding_btf_enum64", "values of enumerations are "
                                                "cut to 32 bits">;
def skip_inconsistent : F<"skip_encoding_btf_inconsistent_proto", "no functions "
                          "whose definitions disagree">;
defm lang : Eq<"lang", "only units in these languages", "LIST">;
defm lang_exclude : Eq<"lang_exclude", "no units in these languages", "LIST">;
defm kabi_prefix : Eq<"kabi_prefix", "names that begin with STRING are cut to "
                                     "it", "STRING">;
}

def how : OptionGroup<"how">, HelpText<"EXECUTION">;
let Group = how in {
def btf_encode : F<"btf_encode", "add .BTF to FILE (also -J)">;
def J : S<"J", "btf_encode">;
defm detached : Eq<"btf_encode_detached", "write raw BTF to OUT and leave FILE "
                                          "as it is", "OUT">;
def j : Joined<["-"], "j">, MetaVarName<"[N]">, HelpText<"at most N threads">;
def jobs_eq : Joined<["--"], "jobs=">, Alias<j>;
def jobs : Flag<["--"], "jobs">, Alias<j>;
def verbose : F<"verbose", "say why functions and variables are in or out, and "
                           "what else was left out (also -V)">;
def V : S<"V", "verbose">;
}

// What is always so here, or says how pahole works, not what comes out.
def without_effect : OptionGroup<"without_effect">,
                     HelpText<"ACCEPTED, WITHOUT EFFECT">;
let Group = without_effect in {
def : F<"btf_encode_force", "invalid variables are always left out">;
def : F<"btf_gen_optimized", "functions with suffixes are always considered">;
def : F<"reproducible_build", "results are always reproducible">;
def : F<"skip_missing", "about printing">;
def : F<"skip_emitting_atomic_typedefs", "about printing">;
def show_decl_info : F<"show_decl_info", "about printing (also -I)">;
def I : S<"I", "show_decl_info">;
def quiet : F<"quiet", "about printing (also -q)">;
def q : S<"q", "quiet">;
defm hashbits : Eq<"hashbits", "about pahole's tables", "N">;
defm format_path : Eq<"format_path", "encoding is from DWARF (also -F)",
                      "LIST">;
def F_ : JoinedOrSeparate<["-"], "F">, Alias<format_path_eq>;
}

def about : OptionGroup<"about">, HelpText<"OTHER">;
let Group = about in {
def help : F<"help", "print this help (also -?)">;
def help_short : S<"?", "help">;
def version : F<"version", "print the version of pahole that this stands for">;
def numeric_version : F<"numeric_version", "the same as a number">;
def devel_version : F<"devel_version", "the same, and btfgen's">;
def supported_btf_features : F<"supported_btf_features", "list the names that "
                               "--btf_features takes">;
}
