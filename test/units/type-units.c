// Types in type units (DWARF 4: .debug_types, DWARF 5: .debug_info), referred to by
// signature. (pahole makes members point at unrelated types.)
//
// RUN: %cc -g -gdwarf-4 -fdebug-types-section -c %s -o %t.4.o && %types %t.4.o | FileCheck %s
// RUN: %cc -g -gdwarf-5 -fdebug-types-section -c %s -o %t.5.o && %types %t.5.o | FileCheck %s
// RUN: %clang -g -gdwarf-4 -fdebug-types-section -c %s -o %t.c4.o && %types %t.c4.o | FileCheck %s
// RUN: %clang -g -gdwarf-5 -fdebug-types-section -c %s -o %t.c5.o && %types %t.c5.o | FileCheck %s

struct inner {
  long x, y;
};
enum e { A, B };
struct outer {
  struct inner in;
  struct outer *next;
  enum e e;
} outer;

// CHECK-DAG: [[LONG:[0-9]+]]] INT 'long{{( int)?}}'
// CHECK-DAG: [[INNER:[0-9]+]]] STRUCT 'inner' size=16 vlen=2; 'x' type_id=[[LONG]] bits_offset=0; 'y' type_id=[[LONG]] bits_offset=64{{$}}
// CHECK-DAG: [[E:[0-9]+]]] ENUM 'e' {{.*}}vlen=2; 'A' val=0; 'B' val=1{{$}}
// CHECK-DAG: [[OUTER:[0-9]+]]] STRUCT 'outer' size=32 vlen=3; 'in' type_id=[[INNER]] bits_offset=0; 'next' type_id=[[NEXT:[0-9]+]] bits_offset=128; 'e' type_id=[[E]] bits_offset=192{{$}}
// CHECK-DAG: {{^.}}[[NEXT]]] PTR '(anon)' type_id=[[OUTER]]{{$}}
