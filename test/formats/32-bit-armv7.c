// A 32-bit file, whose relocations keep their addends in place (REL).
//
// REQUIRES: clang-armv7
// RUN: %clang --target=armv7-linux-gnueabi -g -c %s -o %t.o && %types %t.o | FileCheck %s

struct s {
  char *p;
  long l;
  long long ll;
  int bits : 7;
} s;
int f(struct s *x) { return x->bits; }

// CHECK-DAG: [[INT:[0-9]+]]] INT 'int' size=4
// CHECK-DAG: [[CHAR:[0-9]+]]] INT 'char' size=1 bits_offset=0 nr_bits=8 encoding=(none)
// CHECK-DAG: [[PCHAR:[0-9]+]]] PTR '(anon)' type_id=[[CHAR]]{{$}}
// CHECK-DAG: [[LONG:[0-9]+]]] INT 'long' size=4
// CHECK-DAG: [[LL:[0-9]+]]] INT 'long long' size=8
// CHECK-DAG: STRUCT 's' size=24 vlen=4; 'p' type_id=[[PCHAR]] bits_offset=0; 'l' type_id=[[LONG]] bits_offset=32; 'll' type_id=[[LL]] bits_offset=64; 'bits' type_id=[[INT]] bits_offset=128 bitfield_size=7
// CHECK-DAG: FUNC 'f'
