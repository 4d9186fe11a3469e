// A type that only a function's body knows is a type like any other.
//
// RUN: %cc -g -O0 -c %s -o %t.o && %types %t.o | FileCheck %s

int f(void) {
  struct inside {
    int a;
  } x = {1};
  {
    enum deeper { DEEP = 5 } y = DEEP;
    return x.a + y;
  }
}

// CHECK-DAG: STRUCT 'inside' size=4 vlen=1
// CHECK-DAG: ENUM 'deeper' {{.*}}vlen=1; 'DEEP' val=5{{$}}
