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
                                 "section .BTF (also -J)">, Place<1>;
def J : S<"J", "btf_encode">;
defm detached : Eq<"btf_encode_detached", "encode, but write raw BTF to OUT "
                                          "and do not change FILE", "OUT">,
                Place<2>;
defm btf_base : Eq<"btf_base", "write split BTF, which refers to the types of "
                               "BASE (vmlinux or raw BTF) instead of repeating "
                               "them", "BASE">, Place<3>;
def j : Joined<["-"], "j">, MetaVarName<"[N]">,
        HelpText<"use up to N threads (also --jobs=N)">, Place<4>;
def jobs_eq : Joined<["--"], "jobs=">, Alias<j>;
def jobs : Flag<["--"], "jobs">, Alias<j>;
def verbose : F<"verbose", "print why each function and variable is or is not "
                           "described, and what else was left out (also -V)">,
              Place<5>;
def V : S<"V", "verbose">;
}

def group2_content : OptionGroup<"content">, HelpText<"WHAT THE BTF DESCRIBES">;
let Group = group2_content in {
defm btf_features : Eq<"btf_features", "use these features of BTF: their "
                                       "names, \"default\" or \"all\"; +LIST "
                                       "adds to the default; unknown names are "
                                       "ignored", "LIST">, Place<1>;
defm btf_features_strict : Eq<"btf_features_strict", "the same, but unknown "
                                                     "names are errors",
                              "LIST">, Place<2>;
def btf_gen_all : F<"btf_gen_all", "use all features">, Place<3>;
def btf_gen_floats : F<"btf_gen_floats", "describe floating-point types">,
                     Place<4>;
def btf_attributes : F<"btf_attributes", "write tags for the arena pointers of "
                                         "kfuncs (the feature attributes)">,
                     Place<5>;
def encode_btf_global_vars : F<"encode_btf_global_vars",
                               "describe all global variables">, Place<6>;
def encode_all_btf_vars : F<"encode_all_btf_vars",
                            "the same as --encode_btf_global_vars">, Place<7>;
def skip_vars : F<"skip_encoding_btf_vars", "describe no variables">, Place<8>;
def skip_decl_tag : F<"skip_encoding_btf_decl_tag", "write no DECL_TAG">,
                    Place<9>;
def skip_type_tag : F<"skip_encoding_btf_type_tag", "write no TYPE_TAG">,
                    Place<10>;
def skip_enum64 : F<"skip_encoding_btf_enum64", "write no ENUM64: truncate the "
                                                "values of enumerations to 32 "
                                                "bits">, Place<11>;
def skip_inconsistent : F<"skip_encoding_btf_inconsistent_proto", "leave out a "
                          "function if its definitions have different "
                          "prototypes">, Place<12>;
defm lang : Eq<"lang", "read only compilation units in these languages",
               "LIST">, Place<13>;
defm lang_exclude : Eq<"lang_exclude", "skip compilation units in these "
                                       "languages", "LIST">, Place<14>;
defm kabi_prefix : Eq<"kabi_prefix", "truncate each name that starts with "
                                     "STRING to STRING", "STRING">, Place<15>;
}

// Options that ask for what btfgen does in any case, and options about what
// pahole prints or how it works inside.
def group3_without_effect : OptionGroup<"without_effect">,
                            HelpText<"ACCEPTED WITHOUT EFFECT">;
let Group = group3_without_effect in {
def : F<"btf_encode_force", "invalid variables are always left out">;
def : F<"btf_gen_optimized", "functions whose symbols have a suffix, such as "
                             ".isra.0, are always considered">;
defm format_path : Eq<"format_path", "BTF is always encoded from DWARF (also "
                                     "-F)", "LIST">;
def F_ : JoinedOrSeparate<["-"], "F">, Alias<format_path_eq>;
defm hashbits : Eq<"hashbits", "affects only pahole's hash tables", "N">;
def quiet : F<"quiet", "affects only what pahole prints (also -q)">;
def q : S<"q", "quiet">;
def : F<"reproducible_build", "the output is always reproducible">;
def show_decl_info : F<"show_decl_info", "affects only what pahole prints "
                                         "(also -I)">;
def I : S<"I", "show_decl_info">;
def : F<"skip_emitting_atomic_typedefs", "affects only what pahole prints">;
def : F<"skip_missing", "affects only what pahole prints">;
}

def group4_other : OptionGroup<"other">, HelpText<"OTHER OPTIONS">;
let Group = group4_other in {
def help : F<"help", "print this help (also -?)">, Place<1>;
def help_short : S<"?", "help">;
def version : F<"version", "print the version of pahole whose options and "
                           "features this accepts">, Place<2>;
def numeric_version : F<"numeric_version", "print this version as a number, such as "
                                            "132">, Place<3>;
def devel_version : F<"devel_version", "print this version and that of btfgen">,
                    Place<4>;
def supported_btf_features : F<"supported_btf_features", "print the names that "
                               "--btf_features_strict accepts">, Place<5>;
}
