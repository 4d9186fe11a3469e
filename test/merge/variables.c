// Variables are places in one module: each keeps its own, and its own section of that name,
// also where they look the same.
//
// RUN: %cc -g -DNAME=zero -c %s -o %t.0.o && %cc -g -DNAME=one -c %s -o %t.1.o
// RUN: %merge %t.0.o %t.1.o %t.1.o > %t.txt && FileCheck %s < %t.txt

#define PERCPU __attribute__((section(".data..percpu")))
PERCPU long common = 1;
PERCPU int NAME = 2;

// CHECK-DAG: [[LONG:[0-9]+]]] INT 'long int'
// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[C0:[0-9]+]]] VAR 'common' type_id=[[LONG]], linkage=global
// CHECK-DAG: [[V0:[0-9]+]]] VAR 'zero' type_id=[[INT]], linkage=global
// CHECK-DAG: DATASEC '.data..percpu' size=12 vlen=2; type_id=[[C0]] offset=0 size=8 (VAR 'common'); type_id=[[V0]] offset=8 size=4 (VAR 'zero')
// CHECK-DAG: [[C1:[0-9]+]]] VAR 'common' type_id=[[LONG]], linkage=global
// CHECK-DAG: [[V1:[0-9]+]]] VAR 'one' type_id=[[INT]], linkage=global
// CHECK-DAG: DATASEC '.data..percpu' size=12 vlen=2; type_id=[[C1]] offset=0 size=8 (VAR 'common'); type_id=[[V1]] offset=8 size=4 (VAR 'one')
// CHECK-DAG: [[C2:[0-9]+]]] VAR 'common' type_id=[[LONG]], linkage=global
// CHECK-DAG: [[V2:[0-9]+]]] VAR 'one' type_id=[[INT]], linkage=global
// CHECK-DAG: DATASEC '.data..percpu' size=12 vlen=2; type_id=[[C2]] offset=0 size=8 (VAR 'common'); type_id=[[V2]] offset=8 size=4 (VAR 'one')
