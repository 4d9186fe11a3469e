// Two functions of one name that take different things: no prototype would be true,
// so there is none.
//
// RUN: %cc -g -O0 -DFIRST -c %s -o %t.1.o && %cc -g -O0 -c %s -o %t.2.o
// RUN: ld -r %t.1.o %t.2.o -o %t.o && %types %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

#ifdef FIRST
static int same(int a) { return a; }
static int different(int a) { return a; }
int one(void) { return same(1) + different(1); }
#else
static int different(char *a, long b) { return *a + b; }
int two(void) { return different("", 1); }
#endif

// CHECK-DAG: FUNC 'one'
// CHECK-DAG: FUNC 'two'
// CHECK-DAG: FUNC 'same'
// NOT-NOT: FUNC 'different'
