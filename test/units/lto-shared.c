// Clang's full LTO merges types of three units. They are read as three groups, on any number of threads,
// and the result says what it says of the same units without LTO: the order is another one.
//
// REQUIRES: lld
// RUN: %clang -g -O1 -DUNIT=1 -c %s -o %t.1.o && %clang -g -O1 -flto -DUNIT=1 -c %s -o %t.1.bc
// RUN: %clang -g -O1 -DUNIT=2 -c %s -o %t.2.o && %clang -g -O1 -flto -DUNIT=2 -c %s -o %t.2.bc
// RUN: %clang -g -O1 -DUNIT=3 -c %s -o %t.3.o && %clang -g -O1 -flto -DUNIT=3 -c %s -o %t.3.bc
// RUN: %lld -e 0 --export-dynamic %t.1.o %t.2.o %t.3.o -o %t.plain
// RUN: %lld -e 0 --export-dynamic %t.1.bc %t.2.bc %t.3.bc -o %t.lto
// RUN: llvm-dwarfdump -v --debug-info %t.lto | grep -c 'DW_AT_type \[DW_FORM_ref_addr' > %t.count
// RUN: FileCheck %s --check-prefix=SHARES < %t.count
// RUN: %btfgen -j1 --vars=all --stats -o %t.1.btf %t.lto 2>&1 | FileCheck %s
// RUN: %btfgen -j3 --vars=all -o %t.3.btf %t.lto && cmp %t.1.btf %t.3.btf
// RUN: %btfgen --vars=all -o %t.plain.btf %t.plain && %btf-diff --ignore=datasec %t.plain.btf %t.1.btf
// RUN: %btfgen --verify %t.1.btf
//
// SHARES: {{^[1-9][0-9]}}
// What was read before that was known is not part of the stage that came next.
// CHECK: {{^}}list units
// CHECK-NEXT: {{^}}read in vain
// CHECK-NEXT: {{^}}group units
// CHECK-NEXT: {{^}}read units
// CHECK: 3 units read in 3 groups

typedef unsigned int u32;
typedef u32 pair[2];
enum color { RED, GREEN = -5, BLUE };
enum big { HUGE = 0x123456789abcdefUL };
struct declared;
typedef int compare(const void *, const void *, u32);
struct empty {};

#define CAT2(a, b) a##b
#define CAT(a, b) CAT2(a, b)
#define NAME(x) CAT(x, UNIT)

// Each unit has a struct of its own, made of what is merged.
struct NAME(own) {
  u32 number;
  pair two, grid[3];
  enum color color;
  enum big big;
  const volatile u32 *pointer;
  struct declared *later;
  compare *function;
  struct empty empty;
  char text[4][5];
  short cube[2][3][4];
  struct NAME(own) * next;
} NAME(variable);

u32 NAME(function)(const struct NAME(own) * o, enum color c, pair *p) {
  return o->number + c + (*p)[1];
}
