// Why functions are in or out: as text, for one name, and as JSON that other programs can read.
//
// RUN: %cc -g -O0 -DFIRST -c %s -o %t.1.o && %cc -g -O0 -c %s -o %t.2.o
// RUN: ld -r %t.1.o %t.2.o -o %t.o && %types %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out
// RUN: %btfgen --explain -o /dev/null %t.o | FileCheck %s --check-prefix=WHY
// RUN: %btfgen --explain=twice -o /dev/null %t.o | FileCheck %s --check-prefix=ONE
// RUN: not %btfgen --explain=nowhere -o /dev/null %t.o 2>&1 | FileCheck %s --check-prefix=NOWHERE
// RUN: rm -f %t.json && %btfgen --report %t.json -o %t.btf %t.o
// RUN: %python -m json.tool %t.json | FileCheck %s --check-prefix=JSON
// RUN: %btfgen --report - -o %t.btf %t.o > %t.stdout && %python -m json.tool %t.stdout | FileCheck %s --check-prefix=JSON
// RUN: %types --features=-consistent_func %t.o | FileCheck %s --check-prefix=ANY

// Two functions of one name at two addresses: nobody could tell which one is meant.
static int twice(int a) { return a; }
struct __attribute__((packed)) packed {
  char c;
  long l;
};
#ifdef FIRST
static int counted(int a) { return a; }
static int typed(int a) { return a; }
static char *returned(void) { return 0; }
// A packed struct behind the registers: where it is depends on more than its type.
int stacked(int a, int b, int c, int d, int e, int f, struct packed p) { return a + b + c + d + e + f + p.l; }
// The kernel wants a name for every parameter.
int unnamed(int a, long) { return a; }
int one(void) { return twice(1) + counted(1) + typed(1) + *returned(); }
#else
static int counted(int a, int b) { return a + b; }
static int typed(char *a) { return *a; }
static int returned(void) { return 0; }
int two(void) { return twice(1) + counted(1, 2) + typed("") + returned(); }
#endif
__attribute__((weak)) int code(void) { return 1; }
asm(".globl assembled\n.type assembled, @function\nassembled: ret\n");
#ifndef FIRST
asm(".weak assembled\n");
#endif

// CHECK-DAG: FUNC 'one'
// CHECK-DAG: FUNC 'two'
// NOT-NOT: FUNC '{{twice|counted|typed|returned|stacked|assembled|unnamed}}'
// WHY-DAG: function one: in: in {{.*}}reasons.c
// WHY-DAG: function twice: out: ambiguous address: twice at 0x{{[0-9a-f]+}}, twice at 0x{{[0-9a-f]+}}
// WHY-DAG: function stacked: out: uncertain location of a parameter: in {{.*}}reasons.c
// WHY-DAG: function unnamed: out: unnamed parameter: in {{.*}}reasons.c
// WHY-DAG: function assembled: out: no debug information
// ONE: function twice: out: ambiguous address: {{.*}}
// ONE-NOT: {{.}}
// NOWHERE: btfgen: {{.*}}.o: there is no function 'nowhere', and no variable that --vars asks for
// JSON-DAG: "functions_by_verdict": {
// JSON-DAG: "name": "twice",
// JSON-DAG: "verdict": "ambiguous address",
// JSON-DAG: "verdict": "uncertain location of a parameter",
// JSON-DAG: "verdict": "no debug information",
// JSON-DAG: "omitted": [
// JSON-DAG: "malformed-unit": 0,
// ANY-DAG: FUNC 'one'
