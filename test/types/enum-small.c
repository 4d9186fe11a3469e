// An enum has the size that the compiler gave it.
//
// RUN: %cc -g -fshort-enums -c %s -o %t.o && %types %t.o | FileCheck %s

enum byte { A, B = 200 } byte;
enum half { C = -1, D = 300 } half;

// CHECK-DAG: ENUM 'byte' encoding=UNSIGNED size=1 vlen=2; 'A' val=0; 'B' val=200{{$}}
// CHECK-DAG: ENUM 'half' encoding=SIGNED size=2 vlen=2; 'C' val=-1; 'D' val=300{{$}}
