// BTF has no declaration of an enum: it is an ENUM of 4 bytes without values.
//
// RUN: %cc -g -c %s -o %t.o && %types %t.o | FileCheck %s

enum declared *pointer;

// CHECK-DAG: [[ENUM:[0-9]+]]] ENUM 'declared' encoding=UNSIGNED size=4 vlen=0{{$}}
// CHECK-DAG: PTR '(anon)' type_id=[[ENUM]]{{$}}
