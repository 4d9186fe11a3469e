// Per-CPU variables are the default: what is in section .data..percpu, with place and
// size. --vars=none leaves them out, --vars=all adds the other global ones.
//
// RUN: %cc -g -c %s -o %t.o
// RUN: %types %t.o > %t.default && FileCheck %s < %t.default
// RUN: FileCheck %s --check-prefix=ONLY < %t.default
// RUN: %types --vars=percpu %t.o | diff - %t.default
// RUN: %types --vars=none %t.o | FileCheck %s --check-prefix=NONE
// RUN: %types --vars=all %t.o | FileCheck %s --check-prefix=ALL

struct state {
  long a, b;
};
__attribute__((section(".data..percpu"))) struct state cpuState = {1, 2};
__attribute__((section(".data..percpu"))) int cpuNumber = 3;
static __attribute__((section(".data..percpu"), used)) int cpuHidden = 4;
int ordinary = 5;
extern int elsewhere;
int *use(void) { return &elsewhere; }

// CHECK-DAG: [[STATE:[0-9]+]]] STRUCT 'state'
// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[V1:[0-9]+]]] VAR 'cpuState' type_id=[[STATE]], linkage=global
// CHECK-DAG: [[V2:[0-9]+]]] VAR 'cpuNumber' type_id=[[INT]], linkage=global
// CHECK-DAG: [[V3:[0-9]+]]] VAR 'cpuHidden' type_id=[[INT]], linkage=static
// CHECK-DAG: DATASEC '.data..percpu' size=24 vlen=3; type_id=[[V1]] offset=0 size=16 (VAR 'cpuState'); type_id=[[V2]] offset=16 size=4 (VAR 'cpuNumber'); type_id=[[V3]] offset=20 size=4 (VAR 'cpuHidden'){{$}}
// ONLY-NOT: VAR 'ordinary'
// ONLY-NOT: VAR 'elsewhere'
// NONE-NOT: VAR
// NONE-NOT: DATASEC
// ALL-DAG: VAR 'cpuState'
// ALL-DAG: [[V:[0-9]+]]] VAR 'ordinary'
// ALL-DAG: DATASEC '.data' size=4 vlen=1; type_id=[[V]] offset=0 size=4
