// A declaration that has got a meaning has it everywhere. The middle of unit 2 agrees with that of
// unit 1, so req, where it is declared, means that of unit 1. So the far of unit 4 is not that of
// unit 3: it would bring the top of unit 5, which is that of unit 4, to a req that unit 5 does not
// have. (libbpf does that.)
//
// RUN: %cc -g -DUNIT=1 -c %s -o %t.1.o && %cc -g -DUNIT=2 -c %s -o %t.2.o
// RUN: %cc -g -DUNIT=3 -c %s -o %t.3.o && %cc -g -DUNIT=4 -c %s -o %t.4.o
// RUN: %cc -g -DUNIT=5 -c %s -o %t.5.o
// RUN: ld -r %t.1.o %t.2.o %t.3.o %t.4.o %t.5.o -o %t.o && %types %t.o > %t.out
// RUN: FileCheck %s < %t.out && grep -c "STRUCT 'far'" %t.out | FileCheck %s --check-prefix=TWICE

#define PASTE(A, B) A##B
#define EXPAND(A, B) PASTE(A, B)
#define NAME(A) EXPAND(A, UNIT)
#if UNIT == 1 || UNIT == 5
struct req {
  int a;
};
#elif UNIT == 3
struct req {
  long b;
};
#endif
struct req;
#if UNIT <= 2
struct middle {
  struct req *req;
} *NAME(middle);
#else
struct far {
  struct req *req;
} *NAME(far);
#endif
#if UNIT >= 4
struct top {
  struct far *far;
} *NAME(top);
#endif

// TWICE: {{^2$}}
// CHECK-DAG: [[R1:[0-9]+]]] STRUCT 'req' size=4
// CHECK-DAG: [[R3:[0-9]+]]] STRUCT 'req' size=8
// CHECK-DAG: [[P1:[0-9]+]]] PTR '(anon)' type_id=[[R1]]{{$}}
// CHECK-DAG: [[P3:[0-9]+]]] PTR '(anon)' type_id=[[R3]]{{$}}
// CHECK-DAG: STRUCT 'middle' size=8 vlen=1; 'req' type_id=[[P1]] bits_offset=0
// CHECK-DAG: [[F1:[0-9]+]]] STRUCT 'far' size=8 vlen=1; 'req' type_id=[[P1]] bits_offset=0
// CHECK-DAG: STRUCT 'far' size=8 vlen=1; 'req' type_id=[[P3]] bits_offset=0
// CHECK-DAG: [[Q1:[0-9]+]]] PTR '(anon)' type_id=[[F1]]{{$}}
// CHECK-DAG: STRUCT 'top' size=8 vlen=1; 'far' type_id=[[Q1]] bits_offset=0
