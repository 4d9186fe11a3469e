// Two functions of one unit define the same names. What differs only in what its members
// point to differs all the same, however far away the difference is.
//
// RUN: %cc -g -O0 -c %s -o %t.o && %types %t.o > %t.out && FileCheck %s < %t.out
// RUN: grep -c "STRUCT 'far'" %t.out | FileCheck %s --check-prefix=TWICE

#define BODY(TYPE)                                                             \
  {                                                                            \
    struct near {                                                              \
      TYPE x;                                                                  \
    };                                                                         \
    struct middle {                                                            \
      struct near *near;                                                       \
    };                                                                         \
    struct far {                                                               \
      struct middle *middle;                                                   \
    } far = {0};                                                               \
    return far.middle->near->x;                                                \
  }
int narrow(void) BODY(int)
long wide(void) BODY(long)

// TWICE: {{^2$}}
// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[LONG:[0-9]+]]] INT 'long int'
// CHECK-DAG: [[N1:[0-9]+]]] STRUCT 'near' size=4 vlen=1; 'x' type_id=[[INT]] bits_offset=0
// CHECK-DAG: [[N2:[0-9]+]]] STRUCT 'near' size=8 vlen=1; 'x' type_id=[[LONG]] bits_offset=0
// CHECK-DAG: [[P1:[0-9]+]]] PTR '(anon)' type_id=[[N1]]{{$}}
// CHECK-DAG: [[P2:[0-9]+]]] PTR '(anon)' type_id=[[N2]]{{$}}
// CHECK-DAG: [[M1:[0-9]+]]] STRUCT 'middle' size=8 vlen=1; 'near' type_id=[[P1]] bits_offset=0
// CHECK-DAG: [[M2:[0-9]+]]] STRUCT 'middle' size=8 vlen=1; 'near' type_id=[[P2]] bits_offset=0
// CHECK-DAG: [[Q1:[0-9]+]]] PTR '(anon)' type_id=[[M1]]{{$}}
// CHECK-DAG: [[Q2:[0-9]+]]] PTR '(anon)' type_id=[[M2]]{{$}}
// CHECK-DAG: STRUCT 'far' size=8 vlen=1; 'middle' type_id=[[Q1]] bits_offset=0
// CHECK-DAG: STRUCT 'far' size=8 vlen=1; 'middle' type_id=[[Q2]] bits_offset=0
