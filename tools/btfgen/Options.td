//===- Options.td - The command line --------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

class F<string name, string help> : Flag<["--"], name>, HelpText<help>;
multiclass Eq<string name, string help, string meta> {
  def NAME # _eq : Joined<["--"], name # "=">, HelpText<help>,
                   MetaVarName<meta>;
  def NAME : Separate<["--"], name>, Alias<!cast<Joined>(NAME # "_eq")>;
}

// Printed in the order of their titles.
def where : OptionGroup<"where">, HelpText<"DESTINATION OF THE RESULT">;
let Group = where in {
defm output : Eq<"output", "the same as -o FILE", "FILE">;
def compact : F<"compact", "in place: write the file anew, without the bytes "
                           "that earlier runs have left unused">;
def o : JoinedOrSeparate<["-"], "o">, Alias<output_eq>, MetaVarName<"FILE">,
        HelpText<"write raw BTF to FILE and leave the input as it is; takes one "
                 "input, - is standard output">;
defm output_dir : Eq<"output-dir", "for any number of inputs, write raw BTF to "
                                   "DIR/<input file name>.btf", "DIR">;
defm relative_to : Eq<"relative-to", "with --output-dir: keep the folders of "
                                     "the inputs below ROOT, DIR/<path below "
                                     "ROOT>.btf", "ROOT">;
}

def what : OptionGroup<"what">, HelpText<"CONTENT OF THE RESULT">;
let Group = what in {
defm base : Eq<"base", "what is in FILE (vmlinux or raw BTF) is not repeated, "
                       "the result is split BTF that builds on it, as a module "
                       "needs it; auto finds that of the module's kernel; with "
                       "--dump and --verify: what their FILE builds on", "FILE">;
def distill : F<"distill", "with --base: also make .BTF.base, so that the "
                           "results serve other builds of the kernel (with -o "
                           "FILE: in FILE.base)">;
def resolve_ids : F<"resolve-ids", "also fill .BTF_ids of the inputs: the ids "
                                   "of the types that BPF and kernel agree on">;
def extra : F<"extra", "with --base: every global variable and the types that "
                       "the base lacks, no functions: what vmlinux_btf_extra "
                       "holds">;
defm vars : Eq<"vars", "variables to describe: none, percpu (default), all",
               "WHICH">;
defm features : Eq<"features", "what to emit, see FEATURES", "LIST">;
defm lang_exclude : Eq<"lang-exclude", "skip units in these languages, such as "
                                       "rust,asm", "LIST">;
def strict : F<"strict", "a unit that cannot be read is an error, not a "
                         "counted omission">;
}

let Group = what in
def fatal_warnings : F<"fatal-warnings", "what is said otherwise, such as what "
                                         "was left out, is an error, and "
                                         "nothing is written">;

def separate : OptionGroup<"separate">, HelpText<"DEBUG INFORMATION IN ANOTHER FILE">;
let Group = separate in {
defm debug_dir : Eq<"debug-dir", "the debug file of an input without debug "
                                 "information is also looked for in DIR, which "
                                 "is laid out like /usr/lib/debug; may be "
                                 "repeated", "DIR">;
defm debug_file : Eq<"debug-file", "it is FILE; takes one input", "FILE">;
def debuginfod : F<"debuginfod", "what is found nowhere is asked of the servers "
                                 "of DEBUGINFOD_URLS (needs libdebuginfod)">;
}

def how : OptionGroup<"how">, HelpText<"EXECUTION">;
let Group = how in {
defm files0_from : Eq<"files0-from", "take inputs from FILE, their names ended "
                                     "by NUL as find -print0 writes them; - is "
                                     "standard input (@FILE takes words of the "
                                     "command line from FILE)", "FILE">;
def j : JoinedOrSeparate<["-"], "j">, MetaVarName<"N">,
        HelpText<"number of threads (default: all CPUs, or what make "
                 "allows)">;
def explain_eq : Joined<["--"], "explain=">, MetaVarName<"NAME">,
                 HelpText<"say why the function or variable NAME is in or out">;
def explain : F<"explain", "the same of all functions and variables, and what "
                           "else was left out">;
defm report : Eq<"report", "all of that and statistics as JSON to FILE; - is "
                           "standard output", "FILE">;
def stats : F<"stats", "print time and memory of each stage to standard "
                       "error">;
def quiet : F<"quiet", "do not count what was left out, but for what is in another "
                       "file (also -q)">;
def q : Flag<["-"], "q">, Alias<quiet>;
def verbose : F<"verbose", "say which base --base=auto takes and which debug "
                           "file an input, and why not others (also -v)">;
def v : Flag<["-"], "v">, Alias<verbose>;
}

def look : OptionGroup<"look">, HelpText<"BTF THAT EXISTS, RAW OR IN AN ELF FILE">;
let Group = look in {
defm dump_btf : Eq<"dump", "print the BTF of FILE as text", "FILE">;
defm verify : Eq<"verify", "accept or reject the BTF of FILE as the kernel "
                           "would, and say why", "FILE">;
defm max : Eq<"max", "with --verify: print at most N problems (default 10; 0: "
                     "all)", "N">;
defm target_kernel : Eq<"target-kernel", "with --verify: by the rules of kernel "
                                         "VERSION, such as 6.12 (default: of "
                                         "all that know what is used)",
                        "VERSION">;
defm relocate : Eq<"relocate", "would the BTF of FILE, which has .BTF.base, "
                               "fit a kernel with the BTF of --base? What "
                               "becomes of it goes to -o", "FILE">;
defm index : Eq<"index", "make FILE.btf-index, which saves processes with "
                         "--base=FILE most of their start; one that does not "
                         "belong to FILE is not used", "FILE">;
}

def about : OptionGroup<"about">, HelpText<"OTHER">;
let Group = about in {
def help : F<"help", "print this help (also -h)">;
def h : Flag<["-"], "h">, Alias<help>;
def version : F<"version", "print the version">;
}
