// The version and flavour of DWARF does not reach the result.
//
// RUN: %cc -g -gdwarf-5 -c %s -o %t.5.o && %encode --keep %t.5.btf %t.5.o | FileCheck %s
// RUN: %cc -g -gdwarf-4 -c %s -o %t.4.o && %encode --keep %t.4.btf %t.4.o | FileCheck %s
// RUN: %cc -g -gdwarf-3 -c %s -o %t.3.o && %encode --keep %t.3.btf %t.3.o | FileCheck %s
// RUN: %cc -g -gdwarf-5 -gdwarf64 -c %s -o %t.64.o && %encode --keep %t.64.btf %t.64.o | FileCheck %s
// RUN: %cc -g -gdwarf-4 -gdwarf64 -c %s -o %t.464.o && %encode --keep %t.464.btf %t.464.o | FileCheck %s
// RUN: cmp %t.5.btf %t.4.btf && cmp %t.5.btf %t.3.btf && cmp %t.5.btf %t.64.btf && cmp %t.5.btf %t.464.btf
//
// RUN: %clang -g -gdwarf-5 -c %s -o %t.c5.o && %encode --keep %t.c5.btf %t.c5.o | FileCheck %s
// RUN: %clang -g -gdwarf-4 -c %s -o %t.c4.o && %encode --keep %t.c4.btf %t.c4.o | FileCheck %s
// RUN: %clang -g -gdwarf-5 -gdwarf64 -c %s -o %t.c64.o && %encode --keep %t.c64.btf %t.c64.o | FileCheck %s
// RUN: cmp %t.c5.btf %t.c4.btf && cmp %t.c5.btf %t.c64.btf

struct s {
  int a : 5;
  unsigned b : 9;
  union {
    long c;
    char *d[4];
  };
  enum e { MINUS = -5, LARGE = 70000 } e;
} s;
int f(struct s *p, const char *name, ...) { return p->a + *name; }

// CHECK: STRUCT 's' size=48 vlen=4
