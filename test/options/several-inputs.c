// Several inputs: each to its own file in a folder that is made for them, or each in place. One that
// fails does not keep the others from it, and the worst decides the exit status.
//
// RUN: %cc -g -DTYPE=one -c %s -o %t.one.o && %cc -g -DTYPE=two -c %s -o %t.two.o && %cc -g0 -DTYPE=three -c %s -o %t.three.o
// RUN: rm -rf %t.dir && %btfgen --output-dir %t.dir/deeper %t.one.o %t.two.o
// RUN: ls %t.dir/deeper | FileCheck %s --check-prefix=LIST
// RUN: %btfgen --dump %t.dir/deeper/several-inputs.c.tmp.one.o.btf | FileCheck %s --check-prefix=ONE
// RUN: %btfgen --dump %t.dir/deeper/several-inputs.c.tmp.two.o.btf | FileCheck %s --check-prefix=TWO
// RUN: llvm-readelf -S %t.one.o | FileCheck %s --check-prefix=UNTOUCHED
// RUN: rm -rf %t.dir; bash -c '%btfgen --output-dir=%t.dir %t.three.o %t.missing.o %t.two.o 2> %t.err; test $? = 1'
// RUN: FileCheck %s --check-prefix=FAILED < %t.err && ls %t.dir | FileCheck %s --check-prefix=LEFT
// RUN: bash -c '%btfgen --output-dir=%t.dir %t.missing.o %t.three.o 2> /dev/null; test $? = 1'
// RUN: bash -c '%btfgen --output-dir=%t.dir -o %t.x %t.one.o 2> %t.err; test $? = 2' && FileCheck %s --check-prefix=USAGE < %t.err
// RUN: bash -c '%btfgen --output-dir=%t.one.o/x %t.two.o 2> %t.err; test $? = 1' && FileCheck %s --check-prefix=NODIR < %t.err
// RUN: %btfgen %t.one.o %t.two.o && bpftool btf dump file %t.one.o | FileCheck %s --check-prefix=ONE && bpftool btf dump file %t.two.o | FileCheck %s --check-prefix=TWO

struct TYPE {
  int a;
} variable;

// LIST: several-inputs.c.tmp.one.o.btf
// LIST-NEXT: several-inputs.c.tmp.two.o.btf
// LIST-NOT: {{.}}
// ONE: STRUCT 'one'
// TWO: STRUCT 'two'
// UNTOUCHED-NOT: .BTF
// FAILED: btfgen: {{.*}}three.o: no debug information
// FAILED: btfgen: {{.*}}missing.o: cannot open
// FAILED: btfgen: of 3 inputs, 1 failed and 1 have no debug information
// LEFT-NOT: three
// LEFT: two.o.btf
// USAGE: cannot be used together
// NODIR: btfgen: {{.*}}.o
