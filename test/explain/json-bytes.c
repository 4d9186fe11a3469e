// Names of types and of files are bytes: JSON stays valid, and says which bytes they were.
//
// RUN: %cc -c %s -o %t.plain.o && rm -rf %t && mkdir %t && cd %t
// RUN: bash -c '%btfgen --vars=all -o plain %t.plain.o; cp plain "back\slash"; bash %S/Inputs/odd-names %t.plain.o "$(printf "x\377.o")"; bash %S/Inputs/odd-names plain "$(printf "n\377")"'
// RUN: bash -c '%btfgen --vars=all --report=report -o new x*.o && %python %S/Inputs/json-bytes.py report' | FileCheck %s
// RUN: bash -c '%btf-diff --json "back\slash" n? > diff; test $? = 1; %python %S/Inputs/json-bytes.py diff' | FileCheck %s --check-prefix=DIFF

struct odd_s_XY {
  int i;
};
union {
  int a;
  char b[12];
} odd_v_XYZ;
struct odd_t_XY {
  struct odd_s_XY s;
};
int odd_f_XY(struct odd_s_XY *s, struct odd_t_XY *t) { return s->i + t->s.i; }

// CHECK-DAG: b'x\xff.o'
// CHECK-DAG: b'odd_f_\xff\xc3'
// DIFF-DAG: b'back\\slash'
// DIFF-DAG: b'n\xff'
// DIFF-DAG: b'odd_s_\xc3\xa9'
// DIFF-DAG: b'odd_t_\\\x80'
// DIFF-DAG: b'odd_f_\xff\xc3'
// DIFF-DAG: b'odd_v_\xed\xa0\x80'
