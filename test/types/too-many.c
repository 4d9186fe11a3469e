// More enumerators and members than 16 bits can count: the upper bits of the count mean something
// else to kernels before 7.1. What is too much is left out and counted; with +layout, which those
// kernels do not know either, all are there.
//
// RUN: %cc -c %s -o %t.o
// RUN: %btfgen -o %t.btf %t.o 2>&1 | FileCheck %s --check-prefix=SAID
// RUN: bpftool btf dump file %t.btf | FileCheck %s
// RUN: %btfgen --verify %t.btf
// RUN: %btfgen --features=+layout -o %t.btf %t.o 2>&1 | count 0
// RUN: %btfgen --dump %t.btf | FileCheck %s --check-prefix=LAYOUT
//
// SAID: 8930 members or variables left out: there are more than BTF can count
// CHECK: ENUM 'enumerators' {{.*}}vlen=65535
// CHECK: 'E65534' val=65534
// CHECK-NOT: 'E65535'
// CHECK: STRUCT 'members' size=70000 vlen=65535
// CHECK: 'M65534' {{.*}} bits_offset=524272
// CHECK-NOT: 'M65535'
// LAYOUT: ENUM 'enumerators' {{.*}}vlen=70000
// LAYOUT: 'E69999' val=69999
// LAYOUT: STRUCT 'members' size=70000 vlen=70000
// LAYOUT: 'M69999'

#define TEN(DO, N)                                                                                  \
  DO(N##0) DO(N##1) DO(N##2) DO(N##3) DO(N##4) DO(N##5) DO(N##6) DO(N##7) DO(N##8) DO(N##9)
#define E1(N) E##N,
#define E10(N) TEN(E1, N)
#define E100(N) E10(N##0) E10(N##1) E10(N##2) E10(N##3) E10(N##4) E10(N##5) E10(N##6) E10(N##7) E10(N##8) E10(N##9)
#define M1(N) char M##N;
#define M10(N) TEN(M1, N)
#define M100(N) M10(N##0) M10(N##1) M10(N##2) M10(N##3) M10(N##4) M10(N##5) M10(N##6) M10(N##7) M10(N##8) M10(N##9)
#define THOUSAND(DO, N)                                                                             \
  DO(N##0) DO(N##1) DO(N##2) DO(N##3) DO(N##4) DO(N##5) DO(N##6) DO(N##7) DO(N##8) DO(N##9)
#define TENTHOUSAND(DO, N)                                                                          \
  THOUSAND(DO, N##0) THOUSAND(DO, N##1) THOUSAND(DO, N##2) THOUSAND(DO, N##3) THOUSAND(DO, N##4)    \
  THOUSAND(DO, N##5) THOUSAND(DO, N##6) THOUSAND(DO, N##7) THOUSAND(DO, N##8) THOUSAND(DO, N##9)
#define ALL(DO)                                                                                     \
  TENTHOUSAND(DO, 0) TENTHOUSAND(DO, 1) TENTHOUSAND(DO, 2) TENTHOUSAND(DO, 3) TENTHOUSAND(DO, 4)    \
  TENTHOUSAND(DO, 5) TENTHOUSAND(DO, 6)

enum enumerators { ALL(E100) } e;
struct members { ALL(M100) } m;
