// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The command line of btfgen; Options.cpp turns it into ToolConfig.

include "Common.td"

def group1_output : OptionGroup<"output">, HelpText<"WHERE THE BTF GOES">;
let Group = group1_output in {
def o : JoinedOrSeparate<["-"], "o">, MetaVarName<"FILE">,
        HelpText<"write raw BTF to FILE and do not change the input; only for "
                 "one input; - is standard output">, Place<1>;
def output_eq : Joined<["--"], "output=">, Alias<o>, MetaVarName<"FILE">,
                HelpText<"the same as -o FILE">, Place<2>;
def output : Separate<["--"], "output">, Alias<o>;
defm output_dir : Eq<"output-dir", "write the raw BTF of each input to DIR, as "
                                   "<name of the input file>.btf", "DIR">,
                  Place<3>;
defm relative_to : Eq<"relative-to", "with --output-dir: keep the directory "
                                     "structure of the inputs, which are all "
                                     "below ROOT; ROOT/a/b.ko becomes "
                                     "DIR/a/b.ko.btf", "ROOT">, Place<4>;
def compact : F<"compact", "when changing files in place: rewrite each file "
                           "without the unused bytes that earlier runs left in "
                           "it">, Place<5>;
}

def group2_modules : OptionGroup<"modules">, HelpText<"KERNEL MODULES">;
let Group = group2_modules in {
defm base : Eq<"base", "write split BTF, which refers to the types of FILE "
                       "(vmlinux or raw BTF) instead of repeating them; "
                       "\"auto\" finds the BTF of the kernel that the module "
                       "was built for; with --dump and --verify: the base that "
                       "the BTF was split from", "FILE">, Place<1>;
def distill : F<"distill", "with --base: also write .BTF.base, which lets "
                           "other builds of the kernel (6.11 or newer) use the "
                           "module's BTF; with -o FILE, it goes to FILE.base">,
              Place<2>;
def resolve_ids : F<"resolve-ids", "also fill in section .BTF_ids of each "
                                   "input, as the kernel's resolve_btfids "
                                   "does; with -o FILE, its contents go to "
                                   "FILE.ids">, Place<3>;
def extra : F<"extra", "with --base: describe every global variable of the "
                       "input and the types that the base lacks, but no "
                       "functions, as the module vmlinux_btf_extra does">,
            Place<4>;
}

def group3_content : OptionGroup<"content">, HelpText<"WHAT THE BTF DESCRIBES">;
let Group = group3_content in {
defm vars : Eq<"vars", "which variables to describe: none, percpu (the "
                       "default) or all", "WHICH">, Place<1>;
defm target_kernel : Eq<"target-kernel", "make what the build of kernel "
                                         "VERSION, such as 7.2, makes (see "
                                         "TARGET KERNEL below), and check it "
                                         "by that kernel's rules; --features "
                                         "and --kfuncs change the choice. With "
                                         "--verify: check by these rules "
                                         "(default: by those of every kernel "
                                         "that knows the features that the BTF "
                                         "uses)", "VERSION">, Place<2>;
defm features : Eq<"features", "which features of BTF to use; see FEATURES "
                               "below", "LIST">, Place<3>;
defm kfuncs : Eq<"kfuncs", "describe kfuncs as \"defined\" (the default), or "
                           "as \"called\" by BPF programs from Linux 7.0 on: "
                           "without the arguments that the verifier adds",
                 "HOW">, Place<4>;
def first_link : F<"first-link", "the input is the first link of a kernel, "
                                 "which will be linked again with its BTF: "
                                 "leave addresses, which will change then, out "
                                 "of inline sites">, Place<5>;
defm lang_exclude : Eq<"lang-exclude", "skip compilation units in these "
                                       "languages, such as rust,asm", "LIST">,
                    Place<6>;
}

def group4_debug : OptionGroup<"debug">, HelpText<"SEPARATE DEBUG FILES">;
let Group = group4_debug in {
defm debug_file : Eq<"debug-file", "FILE is the debug file of the input; only "
                                   "for one input", "FILE">, Place<1>;
defm debug_dir : Eq<"debug-dir", "also look in DIR, which is laid out like "
                                 "/usr/lib/debug, for the debug file of an "
                                 "input that was stripped; may be repeated",
                    "DIR">, Place<2>;
def debuginfod : F<"debuginfod", "ask the servers in DEBUGINFOD_URLS for debug "
                                 "files that are not found on this machine "
                                 "(needs libdebuginfod)">, Place<3>;
}

def group5_inspect : OptionGroup<"inspect">,
                     HelpText<"BTF THAT EXISTS: RAW OR IN AN ELF FILE">;
let Group = group5_inspect in {
defm dump_btf : Eq<"dump", "print the BTF of FILE as text", "FILE">, Place<1>;
defm verify : Eq<"verify", "check whether a kernel would accept the BTF of "
                           "FILE, and print what it would reject", "FILE">,
              Place<2>;
defm max : Eq<"max", "with --verify: print at most N problems (default 10; 0 "
                     "prints all)", "N">, Place<3>;
defm relocate : Eq<"relocate", "check that the BTF of FILE, which has "
                               ".BTF.base, can be relocated to the BTF of "
                               "--base, as a kernel does when it loads a "
                               "module; -o writes the result", "FILE">,
                Place<4>;
defm index : Eq<"index", "write FILE.btf-index, with which later runs with "
                         "--base=FILE start faster", "FILE">, Place<5>;
def sites_eq : Joined<["--"], "sites=">, MetaVarName<"FUNCTION">,
               HelpText<"print where FUNCTION was inlined and where its "
                        "arguments are: of section .BTF.inline, of raw BTF "
                        "(with --base: what it was split from), or else by the "
                        "debugging information">, Place<6>;
def sites : F<"sites", "print that for all functions">, Place<7>;
}

def group6_report : OptionGroup<"report">, HelpText<"MESSAGES AND ERRORS">;
let Group = group6_report in {
def quiet : F<"quiet", "do not print how much was left out, unless it is in "
                       "another file, as with exit status 3 (also -q)">,
            Place<1>;
def q : S<"q", "quiet">;
def verbose : F<"verbose", "print which base --base=auto chose, which debug "
                           "file each input has, and why other files were "
                           "passed over (also -v)">, Place<2>;
def v : S<"v", "verbose">;
def explain_eq : Joined<["--"], "explain=">, MetaVarName<"NAME">,
                 HelpText<"print why the function or variable NAME is or is "
                          "not described">, Place<3>;
def explain : F<"explain", "print that for all functions and variables, and "
                           "whatever else was left out">, Place<4>;
defm report : Eq<"report", "write the output of --explain and statistics to "
                           "FILE as JSON; - is standard output", "FILE">,
              Place<5>;
defm report_html : Eq<"report-html", "write FILE, a page for a browser: where "
                                     "the bytes of the BTF are, its types, and "
                                     "what was left out and why", "FILE">,
                   Place<6>;
def stats : F<"stats", "print time and memory of each stage to standard "
                       "error">, Place<7>;
defm time_trace : Eq<"time-trace", "write when each thread did what to FILE, "
                                   "as a trace that Chromium and Perfetto "
                                   "show", "FILE">, Place<8>;
def strict : F<"strict", "fail if a compilation unit cannot be read, instead "
                         "of leaving it out">, Place<9>;
def fatal_warnings : F<"fatal-warnings", "treat warnings as errors, including "
                                         "that something was left out: write "
                                         "nothing and exit with status 1">,
                     Place<10>;
def fatal_warnings_eq : Joined<["--"], "fatal-warnings=">, MetaVarName<"WHICH">,
                        HelpText<"treat only these as errors: ids, that a name "
                                 "in .BTF_ids has no type, or several">,
                        Place<11>;
}

def group7_run : OptionGroup<"run">, HelpText<"INPUTS AND THREADS">;
let Group = group7_run in {
def j : JoinedOrSeparate<["-"], "j">, MetaVarName<"N">,
        HelpText<"use up to N threads (default: one per CPU, or as many as the "
                 "make that runs this allows)">, Place<1>;
defm files0_from : Eq<"files0-from", "read names of further inputs from FILE, "
                                     "each ended by NUL as \"find -print0\" "
                                     "writes them; - is standard input", "FILE">,
                   Place<2>;
}

def group8_other : OptionGroup<"other">, HelpText<"OTHER OPTIONS">;
let Group = group8_other in {
def help : F<"help", "print this help (also -h)">;
def h : S<"h", "help">;
def version : F<"version", "print the version">;
}
