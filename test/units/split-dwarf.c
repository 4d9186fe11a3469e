// Units whose debug information is split off are counted and said, also with --quiet, with status 3
// also when others are there. Nothing else is left: no output. A build under pahole's name fails
// then, and goes on with the rest.
//
// RUN: %cc -gdwarf-4 -gsplit-dwarf -DUNIT=four -c %s -o %t.4.o
// RUN: %cc -gdwarf-5 -gsplit-dwarf -DUNIT=five -c %s -o %t.5.o
// RUN: %cc -DUNIT=here -c %s -o %t.here.o
// RUN: rm -f %t.btf; bash -c '%btfgen -q -o %t.btf %t.4.o 2> %t.err; test $? = 3' && FileCheck %s --check-prefix=ALL < %t.err && test ! -e %t.btf
// RUN: rm -f %t.btf; bash -c '%btfgen -q -o %t.btf %t.5.o 2> %t.err; test $? = 3' && FileCheck %s --check-prefix=ALL < %t.err && test ! -e %t.btf
// RUN: rm -f %t.btf; bash -c '%btfgen -q -o %t.btf %t.5.dwo 2> %t.err; test $? = 3' && FileCheck %s --check-prefix=ALL < %t.err && test ! -e %t.btf
// RUN: ld -r %t.4.o %t.here.o %t.5.o -o %t.o
// RUN: bash -c '%btfgen -q -o %t.btf %t.o 2> %t.err; test $? = 3' && FileCheck %s --check-prefix=SOME < %t.err
// RUN: bpftool btf dump file %t.btf > %t.out && FileCheck %s --check-prefix=OUT < %t.out
// RUN: bash -c '%btfgen -q --explain=five --report %t.json -o %t.btf %t.o > %t.out 2> /dev/null; test $? = 3' && FileCheck %s --check-prefix=WHY < %t.out && FileCheck %s --check-prefix=JSON < %t.json
// RUN: bash -c '%btfgen --strict -o %t.btf %t.o 2> %t.err; test $? = 1' && FileCheck %s --check-prefix=STRICT < %t.err
// RUN: bash -c '%pahole -J %t.5.o 2> %t.err; test $? = 1' && FileCheck %s --check-prefix=ALL < %t.err
// RUN: %pahole -J %t.o 2> %t.err && FileCheck %s --check-prefix=SOME < %t.err

struct s {
  int member;
};
int UNIT(struct s *s) { return s->member; }

// ALL: debug information is in .dwo or .dwp files, which are not read
// ALL-NEXT: -gsplit-dwarf
// SOME: 2 units left out: their debug information is in
// OUT: FUNC 'here'
// OUT-NOT: FUNC 'four'
// WHY: function five: out: no debug information: but 2 units were left out
// JSON: "split-unit": 2
// JSON: unit at 0x0: its debug information is in {{.*}}4.dwo
// JSON: its debug information is in {{.*}}5.dwo
// STRICT: section .debug_info: unit at 0x0: its debug information is in {{.*}}4.dwo
