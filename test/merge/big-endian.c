// A big-endian base gives a big-endian result; base and split of two byte orders give none.
//
// REQUIRES: clang-s390x
// RUN: %clang --target=s390x-linux-gnu -g -DUNIT=0 -c %s -o %t.0.o && %clang --target=s390x-linux-gnu -g -DUNIT=1 -c %s -o %t.1.o
// RUN: %merge --keep %t.btf %t.0.o %t.1.o | FileCheck %s
// RUN: od -An -tx1 -N3 %t.btf | FileCheck %s --check-prefix=MAGIC
// RUN: %clang --target=x86_64-linux-gnu -g -DUNIT=0 -c %s -o %t.2.o && %btfgen %t.2.o && %btfgen %t.0.o
// RUN: %btfgen -q --base %t.0.o %t.1.o && rm -f %t.none
// RUN: not %btf-merge -o %t.none %t.2.o %t.1.o 2>&1 | FileCheck %s --check-prefix=ORDER
// RUN: test ! -e %t.none

struct s {
  int a : 3;
  long c;
};
#if UNIT == 0
int f(struct s *p) { return p->a; }
#else
enum e { WIDE = 0x123456789abLL };
int g(struct s *p, enum e e) { return p->a + e; }
#endif

// MAGIC: eb 9f 01
// CHECK-DAG: STRUCT 's' size=16 vlen=2; 'a' type_id={{[0-9]+}} bits_offset=0 bitfield_size=3; 'c' type_id={{[0-9]+}} bits_offset=64
// CHECK-DAG: ENUM64 'e' {{.*}}; 'WIDE' val=1250999896491
// CHECK-DAG: FUNC 'g'
// ORDER: .1.o: BTF: byte order differs from that of its base {{.*}}.2.o
