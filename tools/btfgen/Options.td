include "llvm/Option/OptParser.td"

class F<string name, string help> : Flag<["--"], name>, HelpText<help>;
multiclass Eq<string name, string help, string meta> {
  def NAME # _eq : Joined<["--"], name # "=">, HelpText<help>,
                   MetaVarName<meta>;
  def NAME : Separate<["--"], name>, Alias<!cast<Joined>(NAME # "_eq")>;
}

defm output : Eq<"output", "write raw BTF to FILE, leave the input as it is "
                           "(one input; - is standard output)", "FILE">;
def o : JoinedOrSeparate<["-"], "o">, Alias<output_eq>;
defm output_dir : Eq<"output-dir", "likewise for any number of inputs, each to "
                                   "DIR/<input file name>.btf", "DIR">;
defm vars : Eq<"vars", "variables to describe: none, percpu (default), all",
               "WHICH">;
defm features : Eq<"features", "what to emit, see FEATURES", "LIST">;
defm lang_exclude : Eq<"lang-exclude", "skip units in these languages, such as "
                                       "rust or asm", "LIST">;
def strict : F<"strict", "a unit that cannot be read is an error, not a "
                         "counted omission">;
def j : JoinedOrSeparate<["-"], "j">, MetaVarName<"N">,
        HelpText<"number of threads (default: all CPUs)">;
def explain_eq : Joined<["--"], "explain=">, MetaVarName<"NAME">,
                 HelpText<"say why functions and variables are in or out: all, "
                          "or NAME">;
def explain : Flag<["--"], "explain">;
defm report : Eq<"report", "the same and all counts as JSON to FILE (- is "
                           "standard output)", "FILE">;
def stats : F<"stats", "print time and memory of each stage to standard "
                       "error">;
defm dump_btf : Eq<"dump", "print the BTF of FILE, raw or in ELF, as text",
               "FILE">;
defm verify : Eq<"verify", "accept or reject the BTF of FILE as the kernel "
                           "would, and say why", "FILE">;
defm base : Eq<"base", "the results are split from the BTF of FILE, raw or in "
                       "ELF (vmlinux); auto: from that of the module's kernel",
               "FILE">;
def distill : F<"distill", "with --base: also make .BTF.base, so that the "
                           "results serve other builds of the kernel (with -o "
                           "FILE: in FILE.base)">;
defm relocate : Eq<"relocate", "would the BTF of FILE, which has .BTF.base, "
                               "fit a kernel with the BTF of --base? What "
                               "becomes of it goes to -o", "FILE">;
def quiet : F<"quiet", "no summary of what was left out">;
def q : Flag<["-"], "q">, Alias<quiet>;
def help : F<"help", "print this help">;
def h : Flag<["-"], "h">, Alias<help>;
def version : F<"version", "print the version">;
