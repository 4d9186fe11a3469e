// An enumeration of two sizes: with values of 4 bytes it is an ENUM, of 8 an ENUM64. Descriptions of a
// function that differ only in that contradict each other: by value, behind pointers, in what it calls
// and in what it returns. Here the function is out of line in the first unit, and only inlined in the
// second, which says the same, and in the third, which says otherwise.
//
// RUN: %cc -g -O2 -DFIRST -c %s -o %t.1.o && %cc -g -O2 -c %s -o %t.2.o && %cc -g -O2 -DWIDE -c %s -o %t.3.o
// RUN: llvm-dwarfdump --debug-info %t.1.o | grep -A9 DW_TAG_enumeration_type | FileCheck %s --check-prefix=FOUR
// RUN: llvm-dwarfdump --debug-info %t.3.o | grep -A9 DW_TAG_enumeration_type | FileCheck %s --check-prefix=EIGHT
// RUN: ld -r %t.1.o %t.2.o %t.3.o -o %t.o && %btfgen --explain -o /dev/null %t.o | FileCheck %s
// RUN: ld -r %t.1.o %t.2.o -o %t.same.o && %btfgen --explain -o /dev/null %t.same.o | FileCheck %s --check-prefix=SAME

#ifdef WIDE
enum e { A = 1, B = 1LL << 40 };
#else
enum e { A = 1 };
#endif
static inline int value(enum e a) { return a != 0; }
static inline int behind(int n, enum e *const *a) { return n + (a != 0); }
static inline int called(int (*a)(int, enum e)) { return a != 0; }
static inline enum e *returned(void) { return 0; }
static inline int other(int a) { return a; }

#ifdef FIRST
void *addresses[] = {value, behind, called, returned, other};
#elif defined(WIDE)
int wide(enum e *a) { return value(*a) + behind(1, &a) + called(0) + (returned() == a) + other(2); }
#else
int narrow(enum e *a) { return value(*a) + behind(1, &a) + called(0) + (returned() == a) + other(2); }
#endif

// FOUR: DW_AT_byte_size (0x04)
// EIGHT: DW_AT_byte_size (0x08)
// CHECK-DAG: function value: out: inconsistent prototype: parameter 1: 'enum e' in {{.*}}, 'enum e' in
// CHECK-DAG: function behind: out: inconsistent prototype: parameter 2: 'enum e *const *' in
// CHECK-DAG: function called: out: inconsistent prototype: parameter 1: 'int (*)(int, enum e)' in
// CHECK-DAG: function returned: out: inconsistent prototype: returns 'enum e *' in
// CHECK-DAG: function other: in:
// SAME-DAG: function value: in:
// SAME-DAG: function behind: in:
// SAME-DAG: function called: in:
// SAME-DAG: function returned: in:
