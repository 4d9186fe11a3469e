// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of the kernel's resolve_btfids; ResolveBtfids.cpp does what
// it asks for.

include "Common.td"

def group1_files : OptionGroup<"files">, HelpText<"FILES">;
let Group = group1_files in {
defm btf : Eq<"btf", "change the BTF in FILE, which the encoder made of ELF; "
                     "write ELF.BTF, and if there is a section .BTF_ids, "
                     "ELF.BTF_ids", "FILE">;
defm btf_base : Eq<"btf_base", "the BTF is split BTF on that of BASE, vmlinux "
                               "or raw BTF (also -b BASE)", "BASE">;
def b : JoinedOrSeparate<["-"], "b">, Alias<btf_base_eq>;
def distill_base : F<"distill_base", "write ELF.BTF.base, what the BTF needs "
                                     "of BASE, and refer to that instead">;
defm patch_btfids : Eq<"patch_btfids", "copy FILE into section .BTF_ids of "
                                       "ELF, and do nothing else", "FILE">;
}

def group2_other : OptionGroup<"other">, HelpText<"OTHER OPTIONS">;
let Group = group2_other in {
def fatal_warnings : F<"fatal_warnings", "without effect, as in the kernel's "
                                         "program up to Linux 7.3">, Place<1>;
def no_fail : F<"no-fail", "without effect: an ELF without .BTF_ids is no "
                           "error">, Place<2>;
def verbose : F<"verbose", "print what was written (also -v)">, Place<3>;
def v : S<"v", "verbose">;
def help : F<"help", "print this help (also -h)">, Place<4>;
def h : S<"h", "help">;
def version : F<"version", "print the version of btfgen">, Place<5>;
// Of 7.4; known so that the message can say what is missing.
def inline_ : F<"inline", "inline sites are not encoded yet: an error">,
              Place<6>;
defm btf_link : Eq<"btf_link", "inline sites are not encoded yet: an error",
                   "LINK">, Place<7>;
}
