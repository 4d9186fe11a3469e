// Big-endian with 32 bits, and bitfields in DWARF's old form, which count from the other end.
//
// REQUIRES: clang-mips
// RUN: %clang --target=mips-linux-gnu -g -c %s -o %t.o && %types --keep %t.btf %t.o | FileCheck %s
// RUN: %clang --target=mips-linux-gnu -g -gdwarf-2 -gstrict-dwarf -c %s -o %t.2.o && %types %t.2.o | FileCheck %s
// RUN: %clang --target=mips-linux-gnu -g -gdwarf-4 -gdwarf64 -c %s -o %t.64.o || %clang --target=mips-linux-gnu -g -gdwarf-4 -c %s -o %t.64.o
// RUN: %types %t.64.o | FileCheck %s
// RUN: od -An -tx1 -N3 %t.btf | FileCheck %s --check-prefix=MAGIC

struct s {
  char *p;
  int a : 3;
  unsigned b : 5;
  long long wide;
} s;
int f(struct s *p) { return p->a; }

// MAGIC: eb 9f 01
// CHECK-DAG: [[INT:[0-9]+]]] INT 'int' size=4
// CHECK-DAG: [[UINT:[0-9]+]]] INT 'unsigned int' size=4
// CHECK-DAG: [[LL:[0-9]+]]] INT 'long long' size=8
// CHECK-DAG: STRUCT 's' size=16 vlen=4; 'p' type_id={{[0-9]+}} bits_offset=0; 'a' type_id=[[INT]] bits_offset=32 bitfield_size=3; 'b' type_id=[[UINT]] bits_offset=35 bitfield_size=5; 'wide' type_id=[[LL]] bits_offset=64
// CHECK-DAG: FUNC 'f'
