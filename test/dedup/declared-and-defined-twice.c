// A unit that declares a struct, of which two functions have definitions of their own, means
// neither of them, nor one of another unit: what reads that unit first must not decide it.
//
// RUN: %cc -g -O0 -DUNIT=0 -c %s -o %t.0.o && %cc -g -O0 -DUNIT=1 -c %s -o %t.1.o
// RUN: %cc -g -O0 -DUNIT=2 -c %s -o %t.2.o
// RUN: ld -r %t.0.o %t.1.o %t.2.o -o %t.first.o && %types %t.first.o | FileCheck %s
// RUN: ld -r %t.1.o %t.0.o %t.2.o -o %t.second.o && %types %t.second.o | FileCheck %s
// RUN: ld -r %t.2.o %t.1.o %t.0.o -o %t.last.o && %types %t.last.o | FileCheck %s

#if UNIT == 0
struct req {
  int a;
} *zero;
#elif UNIT == 1
struct req {
  long b;
} *one;
#else
struct req;
struct holder {
  struct req *r;
} holder;
int narrow(void) {
  struct req {
    int a;
  } r = {1};
  return r.a;
}
long wide(void) {
  struct req {
    long b;
  } r = {2};
  return r.b;
}
#endif

// CHECK-DAG: [[REQ:[0-9]+]]] FWD 'req' fwd_kind=struct
// CHECK-DAG: [[PTR:[0-9]+]]] PTR '(anon)' type_id=[[REQ]]{{$}}
// CHECK-DAG: STRUCT 'holder' size=8 vlen=1; 'r' type_id=[[PTR]] bits_offset=0
// CHECK-DAG: STRUCT 'req' size=4 vlen=1; 'a'
// CHECK-DAG: STRUCT 'req' size=8 vlen=1; 'b'
