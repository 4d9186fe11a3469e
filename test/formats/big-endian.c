// A big-endian file gives big-endian BTF of the same content, bitfields counted from
// the other end included.
//
// REQUIRES: clang-s390x
// RUN: %clang --target=s390x-linux-gnu -g -c %s -o %t.o
// RUN: %types --keep %t.btf %t.o | FileCheck %s
// RUN: od -An -tx1 -N3 %t.btf | FileCheck %s --check-prefix=MAGIC
// RUN: %clang --target=s390x-linux-gnu -g -gdwarf-2 -c %s -o %t.2.o
// RUN: %types %t.2.o | FileCheck %s

struct s {
  int a : 3;
  unsigned b : 5;
  long c;
} s;
enum e { WIDE = 0x123456789abLL } e;
int f(struct s *p) { return p->a; }

// MAGIC: eb 9f 01
// CHECK-DAG: [[INT:[0-9]+]]] INT 'int' size=4 bits_offset=0 nr_bits=32 encoding=SIGNED
// CHECK-DAG: [[UINT:[0-9]+]]] INT 'unsigned int'
// CHECK-DAG: [[LONG:[0-9]+]]] INT 'long'
// CHECK-DAG: [[S:[0-9]+]]] STRUCT 's' size=16 vlen=3; 'a' type_id=[[INT]] bits_offset=0 bitfield_size=3; 'b' type_id=[[UINT]] bits_offset=3 bitfield_size=5; 'c' type_id=[[LONG]] bits_offset=64
// CHECK-DAG: ENUM64 'e' encoding={{(UN)?}}SIGNED size=8 vlen=1; 'WIDE' val=1250999896491
// CHECK-DAG: [[P:[0-9]+]]] PTR '(anon)' type_id=[[S]]{{$}}
// CHECK-DAG: [[F:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=1; 'p' type_id=[[P]]{{$}}
// CHECK-DAG: FUNC 'f' type_id=[[F]]
