// Which options mean what: pahole's defaults, its lists of features, and that the first list clears
// what was said before it and later ones add.
//
// Without any list: variables and tags, but no floating-point types, and functions that disagree.
// RUN: %cc -g -DOTHER -c %s -o %t.other.o && %cc -g -c %s -o %t.one.o && %cc -r -nostdlib %t.one.o %t.other.o -o %t.o
// RUN: %pahole -J --btf_encode_detached=%t.btf %t.o
// RUN: %btfgen --dump %t.btf > %t.out && FileCheck %s --check-prefixes=INT,PERCPU,WIDE,DISAGREE < %t.out && not grep "VAR 'everywhere'" %t.out
// RUN: %btfgen --features=-sorted,-float,-consistent_func,-decl_tag_kfuncs -o %t.1.btf %t.o && cmp %t.btf %t.1.btf
//
// RUN: %pahole -J --btf_gen_floats --skip_encoding_btf_inconsistent_proto --btf_gen_optimized --lang_exclude=rust -j --btf_encode_detached %t.btf %t.o
// RUN: %btfgen --dump %t.btf > %t.out && FileCheck %s --check-prefixes=FLOAT,PERCPU,WIDE < %t.out && not grep disagree %t.out
// RUN: %btfgen --features=-sorted,-decl_tag_kfuncs -o %t.1.btf %t.o && cmp %t.btf %t.1.btf
//
// RUN: %pahole -J --skip_encoding_btf_vars --skip_encoding_btf_enum64 --btf_encode_detached=%t.btf %t.o
// RUN: %btfgen --dump %t.btf > %t.out && FileCheck %s --check-prefixes=INT,NARROW < %t.out && not grep VAR %t.out
//
// RUN: %pahole -J --encode_btf_global_vars --btf_encode_detached=%t.btf %t.o
// RUN: %btfgen --dump %t.btf > %t.out && FileCheck %s --check-prefixes=GLOBAL < %t.out
// RUN: %pahole -J --encode_all_btf_vars --btf_encode_detached=%t.1.btf %t.o && cmp %t.btf %t.1.btf
//
// A list is the whole choice, in as many pieces as one likes, and what is no feature is not there.
// RUN: %pahole -J --btf_features=float --btf_encode_detached=%t.btf %t.o
// RUN: %btfgen --dump %t.btf > %t.out && FileCheck %s --check-prefixes=FLOAT,NARROW,DISAGREE < %t.out && not grep VAR %t.out
// RUN: %pahole -J --encode_btf_global_vars --btf_features=nonsense --btf_features=float,, --btf_encode_detached=%t.1.btf %t.o && cmp %t.btf %t.1.btf
// RUN: %pahole -J --btf_features=nonsense --btf_gen_floats --btf_encode_detached=%t.1.btf %t.o && cmp %t.btf %t.1.btf
// RUN: %pahole -J --btf_gen_floats --btf_features=nonsense --btf_encode_detached=%t.1.btf %t.o
// RUN: %btfgen --dump %t.1.btf > %t.out && FileCheck %s --check-prefixes=INT,NARROW,DISAGREE < %t.out && not grep VAR %t.out
//
// RUN: %pahole -J --btf_features=default --btf_encode_detached=%t.btf %t.o && %btfgen --features=-sorted -o %t.1.btf %t.o && cmp %t.btf %t.1.btf
// RUN: %pahole -J --btf_features=default,float --btf_encode_detached=%t.1.btf %t.o && cmp %t.btf %t.1.btf
// RUN: %pahole -J --btf_features=+reproducible_build --btf_encode_detached=%t.1.btf %t.o && cmp %t.btf %t.1.btf
// RUN: %pahole -J --btf_features=float --btf_features=+reproducible_build --btf_encode_detached=%t.1.btf %t.o && cmp %t.btf %t.1.btf
// RUN: %pahole -J --btf_features=+global_var,layout --btf_encode_detached=%t.btf %t.o && %btfgen --features=-sorted,+global_var,+layout -o %t.1.btf %t.o && cmp %t.btf %t.1.btf
// RUN: %pahole -J --btf_gen_all --btf_encode_detached=%t.btf %t.o && %btfgen --features=-sorted,+global_var,+layout,+attributes,+true_signature -o %t.1.btf %t.o && cmp %t.btf %t.1.btf
// RUN: %pahole -J --btf_features=all --btf_encode_detached=%t.1.btf %t.o && cmp %t.btf %t.1.btf
//
// The strict list takes the names that are listed as supported, and no others.
// RUN: bash -c '%pahole -J --btf_features_strict=$(%pahole --supported_btf_features | sed -e s/distilled_base,// -e s/,inline//) --btf_encode_detached=%t.1.btf %t.o' && cmp %t.btf %t.1.btf
// RUN: rm -f %t.none; bash -c '%pahole -J --btf_features_strict=float,nonsense --btf_encode_detached=%t.none %t.o 2> %t.err; test $? = 1' && FileCheck %s --check-prefix=UNKNOWN < %t.err && test ! -e %t.none
//
// Whatever does not change what comes out is taken and changes nothing.
// RUN: %pahole -J --btf_encode_detached=%t.btf %t.o
// RUN: env LLVM_OBJCOPY=false OBJCOPY=false %pahole --btf_encode_detached=%t.1.btf --btf_encode_force --reproducible_build --skip_missing -I -q --hashbits=17 -F dwarf --format_path=dwarf --jobs --jobs=2 -j1 -j0 -jx %t.o && cmp %t.btf %t.1.btf
//
// -V explains on standard output, also as one of several letters.
// RUN: %pahole -JV --btf_encode_detached=%t.btf --btf_features=default %t.o | FileCheck %s --check-prefix=VERBOSE

#ifdef OTHER
__attribute__((weak)) int disagree(long *a) {
  return a != 0;
}
#else
enum wide { WIDE = 1LL << 40 } wide;
double d;
int everywhere = 1;
__attribute__((section(".data..percpu"))) int cpuNumber = 1;
int disagree(int a) {
  return a;
}
#endif

// INT-DAG: INT 'double' size=8
// FLOAT-DAG: FLOAT 'double' size=8
// WIDE-DAG: ENUM64 'wide'
// NARROW-DAG: ENUM 'wide'
// PERCPU-DAG: VAR 'cpuNumber'
// GLOBAL-DAG: VAR 'everywhere'
// GLOBAL-DAG: VAR 'cpuNumber'
// DISAGREE-DAG: FUNC 'disagree'
// UNKNOWN: there is no feature 'nonsense'; there are encode_force,var,float
// VERBOSE: function disagree: out: {{.*}}
