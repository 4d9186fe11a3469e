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
                     "ELF.BTF_ids", "FILE">, Place<1>;
defm btf_base : Eq<"btf_base", "the BTF is split BTF on that of BASE, vmlinux "
                               "or raw BTF (also -b BASE)", "BASE">, Place<2>;
def b : JoinedOrSeparate<["-"], "b">, Alias<btf_base_eq>;
def distill_base : F<"distill_base", "write ELF.BTF.base, what the BTF needs "
                                     "of BASE, and refer to that instead">,
                   Place<3>;
def inline_ : F<"inline", "with --btf: write inline sites to ELF.BTF.inline, "
                          "split from the other types in ELF.BTF (Linux 7.4)">,
              Place<4>;
defm patch_btfids : Eq<"patch_btfids", "copy FILE into section .BTF_ids of "
                                       "ELF, and do nothing else", "FILE">, Place<5>;
defm btf_link : Eq<"btf_link", "fill section SECTION of ELF with the name of "
                               "MODULE and with size and SHA-256 of the BTF in "
                               "FILE, which that module will hold (Linux 7.4); "
                               "may be repeated", "SECTION:MODULE:FILE">, Place<6>;
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
}
