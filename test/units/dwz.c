// dwz moves what units share into partial units, which the others import and refer to
// across units. (pahole skips such a file.)
//
// REQUIRES: dwz
// RUN: %cc -g -O0 -DUNIT=one -c %s -o %t.1.o && %cc -g -O0 -DUNIT=two -c %s -o %t.2.o && %cc -g -O0 -DUNIT=start -c %s -o %t.3.o
// RUN: %cc -nostdlib -static -Wl,-e,start %t.1.o %t.2.o %t.3.o -o %t.exe
// RUN: %types --keep %t.btf %t.exe | FileCheck %s
// RUN: dwz -o %t.dwz.exe %t.exe
// RUN: llvm-dwarfdump --debug-info %t.dwz.exe | FileCheck %s --check-prefix=DWARF
// RUN: %types --keep %t.dwz.btf %t.dwz.exe | FileCheck %s
// RUN: cmp %t.btf %t.dwz.btf

// Enough that dwz finds it worth a unit.
struct first_shared_structure {
  struct first_shared_structure *next, *previous;
  long payload[16];
};
struct second_shared_structure {
  struct first_shared_structure list;
  union {
    int number;
    char text[4];
  };
  enum shared_kind { SHARED_ONE, SHARED_TWO, SHARED_THREE } kind;
};
int UNIT(struct second_shared_structure *s) { return s->number + s->kind; }

// DWARF: DW_TAG_partial_unit
// CHECK-DAG: [[FIRST:[0-9]+]]] STRUCT 'first_shared_structure' size=144 vlen=3
// CHECK-DAG: STRUCT 'second_shared_structure' size=152 vlen=3; 'list' type_id=[[FIRST]] bits_offset=0
// CHECK-DAG: FUNC 'one'
// CHECK-DAG: FUNC 'two'
// CHECK-DAG: FUNC 'start'
