// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// pahole's command line, as far as it is about encoding; PaholeOptions.cpp says
// what the options mean here.

include "Common.td"

def group1_encode : OptionGroup<"encode">, HelpText<"WHAT TO DO">;
let Group = group1_encode in {
def btf_encode : F<"btf_encode", "encode the DWARF of FILE as BTF, in its "
                                 "section .BTF (also -J)">;
def J : S<"J", "btf_encode">;
defm detached : Eq<"btf_encode_detached", "encode, but write raw BTF to OUT "
                                          "and do not change FILE", "OUT">;
defm btf_base : Eq<"btf_base", "write split BTF, which refers to the types of "
                               "BASE (vmlinux or raw BTF) instead of repeating "
                               "them", "BASE">;
def j : Joined<["-"], "j">, MetaVarName<"[N]">,
        HelpText<"use up to N threads (also --jobs=N)">;
def jobs_eq : Joined<["--"], "jobs=">, Alias<j>;
def jobs : Flag<["--"], "jobs">, Alias<j>;
def verbose : F<"verbose", "print why each function and variable is or is not "
                           "described, and what else was left out (also -V)">;
def V : S<"V", "verbose">;
}

def group2_content : OptionGroup<"content">, HelpText<"WHAT THE BTF DESCRIBES">;
let Group = group2_content in {
defm btf_features : Eq<"btf_features", "use these features of BTF: their "
                                       "names, \"default\" or \"all\"; +LIST "
                                       "adds to the default; unknown names are "
                                       "ignored", "LIST">;
defm btf_features_strict : Eq<"btf_features_strict", "the same, but unknown "
                                                     "names are errors",
                              "LIST">;
def btf_gen_all : F<"btf_gen_all", "use all features">;
def btf_gen_floats : F<"btf_gen_floats", "describe floating-point types">;
def btf_attributes : F<"btf_attributes", "write tags for the arena pointers of "
                                         "kfuncs (the feature attributes)">;
def encode_btf_global_vars : F<"encode_btf_global_vars",
                               "describe all global variables">;
def encode_all_btf_vars : F<"encode_all_btf_vars",
                            "the same as --encode_btf_global_vars">;
def skip_vars : F<"skip_encoding_btf_vars", "describe no variables">;
def skip_decl_tag : F<"skip_encoding_btf_decl_tag", "write no DECL_TAG">;
def skip_type_tag : F<"skip_encoding_btf_type_tag", "write no TYPE_TAG">;
def skip_enum64 : F<"skip_encoding_btf_enum64", "write no ENUM64: truncate the "
                                                "values of enumerations to 32 "
                                                "bits">;
def skip_inconsistent : F<"skip_encoding_btf_inconsistent_proto", "leave out a "
                          "function if its definitions have different "
                          "prototypes">;
defm lang : Eq<"lang", "read only compilation units in these languages",
               "LIST">;
defm lang_exclude : Eq<"lang_exclude", "skip compilation units in these "
                                       "languages", "LIST">;
defm kabi_prefix : Eq<"kabi_prefix", "truncate each name that starts with "
                                     "STRING to STRING", "STRING">;
}

// Options that ask for what btfgen does in any case, and options about what
// pahole prints or how it works inside.
def group3_without_effect : OptionGroup<"without_effect">,
                            HelpText<"ACCEPTED WITHOUT EFFECT">;
let Group = group3_without_effect in {
def : F<"btf_encode_force", "invalid variables are always left out">;
def : F<"btf_gen_optimized", "functions whose symbols have a suffix, such as "
                             ".isra.0, are always considered">;
def : F<"reproducible_build", "the output is always reproducible">;
def : F<"skip_missing", "affects only what pahole prints">;
def : F<"skip_emitting_atomic_typedefs", "affects only what pahole prints">;
def show_decl_info : F<"show_decl_info", "affects only what pahole prints "
                                         "(also -I)">;
def I : S<"I", "show_decl_info">;
def quiet : F<"quiet", "affects only what pahole prints (also -q)">;
def q : S<"q", "quiet">;
defm hashbits : Eq<"hashbits", "affects only pahole's hash tables", "N">;
defm format_path : Eq<"format_path", "BTF is always encoded from DWARF (also "
                                     "-F)", "LIST">;
def F_ : JoinedOrSeparate<["-"], "F">, Alias<format_path_eq>;
}

def group4_other : OptionGroup<"other">, HelpText<"OTHER OPTIONS">;
let Group = group4_other in {
def help : F<"help", "print this help (also -?)">;
def help_short : S<"?", "help">;
def version : F<"version", "print the version of pahole whose options and "
                           "features this accepts">;
def numeric_version : F<"numeric_version", "print this version as a number, such as "
                                            "132">;
def devel_version : F<"devel_version", "print this version and that of btfgen">;
def supported_btf_features : F<"supported_btf_features", "print the names that "
                               "--btf_features_strict accepts">;
}
