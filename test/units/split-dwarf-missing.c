// Units whose .dwo files are missing, are of another compilation or no such files are counted and
// said, also with --quiet, with status 3 also when others are there. Nothing else is left: no output.
// A pipe of that name is not opened: nobody may ever write into it.
// A build under pahole's name fails then, and goes on with the rest.
//
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: %cc -gdwarf-4 -gsplit-dwarf -DUNIT=four -c %s -o 4.o && rm 4.dwo
// RUN: %cc -gdwarf-5 -gsplit-dwarf -DUNIT=five -c %s -o 5.o
// RUN: %cc -DUNIT=here -c %s -o here.o
// RUN: %cc -gdwarf-5 -gsplit-dwarf -DUNIT=other -c %s -o other.o
// RUN: bash -c '%btfgen -q -o btf 4.o 2> err; test $? = 3' && FileCheck %s --check-prefixes=ALL,GONE < err && test ! -e btf
// RUN: bash -c '%btfgen -o btf 5.dwo 2> err; test $? = 1' && FileCheck %s --check-prefix=DWO < err && test ! -e btf
// RUN: mv other.dwo 5.dwo
// RUN: bash -c '%btfgen -q -o btf 5.o 2> err; test $? = 3' && FileCheck %s --check-prefixes=ALL,OTHER < err && test ! -e btf
// RUN: echo text > 5.dwo
// RUN: bash -c '%btfgen -q -o btf 5.o 2> err; test $? = 3' && FileCheck %s --check-prefixes=ALL,TEXT < err && test ! -e btf
// RUN: rm 5.dwo && mkfifo 5.dwo && bash -c 'timeout 60 %btfgen -q -o btf 5.o 2> err; test $? = 3' && FileCheck %s --check-prefixes=ALL,PIPE < err
// RUN: rm 5.dwo && echo text > 5.dwo
// RUN: ld -r 4.o here.o 5.o -o all.o
// RUN: bash -c '%btfgen -q -o btf all.o 2> err; test $? = 3' && FileCheck %s --check-prefix=SOME < err
// RUN: bpftool btf dump file btf > out && FileCheck %s --check-prefix=OUT < out
// RUN: bash -c '%btfgen -q --explain=five --report json -o btf all.o > out 2> err; test $? = 3' && FileCheck %s --check-prefix=WHY < out && FileCheck %s --check-prefix=JSON < json
// RUN: bash -c '%btfgen --strict -o btf all.o 2> err; test $? = 1' && FileCheck %s --check-prefix=STRICT < err
// RUN: bash -c '%pahole -J 5.o 2> err; test $? = 1' && FileCheck %s --check-prefix=ALL < err
// RUN: %pahole -J all.o 2> err && FileCheck %s --check-prefix=SOME < err

struct s {
  int member;
};
int UNIT(struct s *s) { return s->member; }

// ALL: debug information is in .dwo or .dwp files
// GONE-NEXT: section .debug_info: unit at 0x0: its .dwo file cannot be used: {{.*}}/4.dwo: {{.*}}No such file
// OTHER-NEXT: its .dwo file cannot be used: {{.*}}/5.dwo: has no unit with the id 0x
// TEXT-NEXT: its .dwo file cannot be used: {{.*}}/5.dwo: not an ELF file
// PIPE-NEXT: its .dwo file cannot be used: {{.*}}/5.dwo: not a regular file
// ALL: hint: {{.*}}.dwo
// DWO: 5.dwo: this is one of the files of split DWARF
// SOME: 2 units left out: their debug information is in
// OUT: FUNC 'here'
// OUT-NOT: FUNC 'four'
// WHY: function five: out: no debug information: but 2 units were left out
// JSON: "split-unit": 2
// JSON: unit at 0x0: its .dwo file cannot be used: {{.*}}4.dwo
// JSON: its .dwo file cannot be used: {{.*}}5.dwo
// STRICT: section .debug_info: unit at 0x0: its .dwo file cannot be used: {{.*}}4.dwo
