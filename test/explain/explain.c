// --explain says of every function and variable why it is in or out, of one if asked for one, and
// what else was left out; --report says the same in JSON.
//
// RUN: %cc -O1 -ffunction-sections -c %s -o %t.1.o && %cc -O1 -DOTHER -c %s -o %t.2.o
// RUN: ld -r %t.1.o %t.2.o -o %t.o
// RUN: %btfgen --vars=all --explain --quiet -o %t.btf %t.o 2>&1 | FileCheck %s
// RUN: %btfgen --vars=all --explain=twice -o /dev/null %t.o 2>/dev/null | FileCheck %s --check-prefix=ONE
// RUN: %btfgen --vars=all --explain=number -o /dev/null %t.o 2>/dev/null | FileCheck %s --check-prefix=VAR
// RUN: bash -c '%btfgen --explain=nobody -o /dev/null %t.o 2>%t.err; test $? = 1'
// RUN: FileCheck %s --check-prefix=NOBODY < %t.err
// RUN: %btfgen --vars=all --report=%t.json --quiet -o /dev/null %t.o
// RUN: python3 -m json.tool %t.json | FileCheck %s --check-prefix=JSON
// RUN: bash -c '%btfgen --explain -o - %t.o 2>%t.err; test $? = 2'
// RUN: FileCheck %s --check-prefix=STDOUT < %t.err
//
// CHECK-DAG: {{^}}function once: in
// CHECK-DAG: {{^}}function twice: out: ambiguous address: twice at {{.*}}, twice at
// CHECK-DAG: {{^}}function complicated: out: unsupported type
// CHECK-DAG: {{^}}variable number: in: .data at {{[0-9]+}}, size 4
// CHECK-DAG: {{^}}unsupported-member holder.value: its type was left out
// ONE-NOT: once
// ONE: {{^}}function twice: out
// ONE-NOT: number
// VAR: {{^}}variable number: in
// VAR-NOT: function
// NOBODY: there is no function 'nobody'
// JSON: "functions": 2,
// JSON: "variables": 2,
// JSON-DAG: "name": "twice",
// JSON-DAG: "name": "number",
// JSON-DAG: "unsupported-member": 1,
// STDOUT: -o - cannot be used with --explain

static __attribute__((noinline)) int twice(int a) {
  __asm__ volatile("");
  return a + 1;
}
#ifdef OTHER
int other(int a) { return twice(a); }
#else
int number = 7;
struct holder {
  int before;
  double _Complex value;
} held;
double _Complex complicated(void) { return held.value; }
int once(int a) { return twice(a) + number; }
#endif
