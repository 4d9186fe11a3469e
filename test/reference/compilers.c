// What lib/DWARF says of a unit is what a second reader says, built on LLVM's
// (tools/dwarf-reference): of C by two compilers, in four versions of DWARF.
//
// RUN: %cc -gdwarf-2 -c %s -o %t.g2.o
// RUN: %cc -gdwarf-3 -O2 -c %s -o %t.g3.o
// RUN: %cc -gdwarf-4 -O2 -fdebug-types-section -c %s -o %t.g4.o
// RUN: %cc -gdwarf-5 -c %s -o %t.g5.o
// RUN: %cc -gdwarf-5 -O2 -c %s -o %t.g5.2.o
// RUN: %clang -gdwarf-2 -c %s -o %t.c2.o
// RUN: %clang -gdwarf-3 -O2 -c %s -o %t.c3.o
// RUN: %clang -gdwarf-4 -O2 -c %s -o %t.c4.o
// RUN: %clang -gdwarf-5 -fdebug-types-section -c %s -o %t.c5.o
// RUN: %clang -gdwarf-5 -O2 -fbasic-block-sections=all -c %s -o %t.c5.2.o
// RUN: dwarf-reference %t.g2.o %t.g3.o %t.g4.o %t.g5.o %t.g5.2.o %t.c2.o %t.c3.o %t.c4.o %t.c5.o %t.c5.2.o | FileCheck %s
//
// The numbers are those of llvm-dwarfdump: DIEs of type units count, too.
// CHECK: g2.o: 1 units, {{.*}}: no difference
// CHECK-NEXT: g3.o: 1 units, {{.*}}: no difference
// CHECK-NEXT: g4.o: {{[0-9]+}} units, {{.*}}: no difference
// CHECK-NEXT: g5.o: 1 units, {{.*}}: no difference
// CHECK-NEXT: g5.2.o: 1 units, {{.*}}: no difference
// CHECK-NEXT: c2.o: 1 units, {{.*}}: no difference
// CHECK-NEXT: c3.o: 1 units, {{.*}}: no difference
// CHECK-NEXT: c4.o: 1 units, {{.*}}: no difference
// CHECK-NEXT: c5.o: {{[0-9]+}} units, {{.*}}: no difference
// CHECK-NEXT: c5.2.o: 1 units, {{.*}}: no difference
// CHECK-NOT: {{.}}
//
// A field of lib/DWARF that is wrong is seen, each of those that are compared,
// by name.
// RUN: dwarf-reference --prove %t.g5.2.o %t.c4.o | FileCheck %s --check-prefix=PROVE
// PROVE-NOT: NOT FOUND
// PROVE: unit-header: found
// PROVE-NOT: NOT FOUND
// PROVE: member-offset: found
// PROVE-NOT: NOT FOUND
// PROVE: variable-tag: found
// RUN: not dwarf-reference --break=member-offset %t.g5.o | FileCheck %s --check-prefix=BROKEN
// BROKEN: g5.o: DIE at 0x{{[0-9A-F]+}} of the unit at 0x0: member-offset: '1', by the reference '0'
// BROKEN: g5.o: 1 units, {{.*}} differences
//
// RUN: not dwarf-reference --break=nothing %t.g5.o 2>&1 | FileCheck %s --check-prefix=USAGE
// USAGE: usage: dwarf-reference

#ifdef __clang__
#define decl(Tag) __attribute__((btf_decl_tag(Tag)))
#define type(Tag) __attribute__((btf_type_tag(Tag)))
#else
#define decl(Tag)
#define type(Tag)
#endif

struct inner {
  long x, y;
} decl("inner");
enum narrow { A, B = -5, C = 0x7fffffff };
enum wide { WIDE = 0x123456789abcLL, LOW = -1 };
enum later;
union u {
  int i;
  float f;
  unsigned b : 5;
};
struct __attribute__((packed)) packed {
  char c;
  int a : 3, : 4, b : 20;
  long long l : 40;
};
struct all {
  int a : 3, b : 7;
  unsigned long long c : 40;
  struct inner in;
  struct {
    int q;
    union u;
  };
  int arr[3][4][0];
  enum narrow e;
  enum wide w;
  enum later *later;
  int (*fn)(int a, const char *, ...);
  struct all type("one") type("two") * tagged;
  struct unknown *unknown;
  struct packed packed decl("member");
  char flex[];
} all;
typedef struct all all_t decl("typedef");
typedef int vector __attribute__((vector_size(16)));
vector v;
_Atomic int at;
volatile const int vc;
int *restrict rp;
_Complex double cd;
__int128 i128;
_Bool flag decl("variable");
_Thread_local int tls;
extern int external;
int declared(int, ...) decl("function");

static inline int inlined(int q) { return q + all.a; }
static __attribute__((noinline)) int hidden(int unused, long double d, all_t *p) {
  static int count;
  return p->b + external + count++ + (int)d;
}
int entered(int a decl("parameter"), all_t *p) {
  struct local {
    int x;
  } l = {a};
  int n[l.x + 1];
  n[0] = inlined(a);
  if (p->e == C)
    __builtin_abort();
  return hidden(3, 2.0L, p) + n[0] + declared(1, 2) + (int)sizeof n;
}
int variadic(int a, ...) { return a; }
