// C++ is not what BTF is for, but a kernel may have some: a reference is a pointer to the machine, what
// inherits has its own members at their places, and a pointer to a member is left out.
//
// RUN: %clang -g -O0 -x c++ -c %s -o %t.o && %types %t.o 2> %t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=SAID < %t.err
// RUN: %cc -g -O0 -x c++ -c %s -o %t.gcc.o && %types %t.gcc.o 2> %t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=SAID < %t.err

struct base {
  int a;
};
struct derived : base {
  int b;
};
struct s {
  int &left;
  int &&right;
  int base::*member;
  derived *d;
  static int shared;
  int last;
  decltype(nullptr) null;
};
extern "C" int f(s &x, derived y) { return x.left + y.b; }
namespace inside {
struct t {
  int x;
} t;
} // namespace inside

// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[P:[0-9]+]]] PTR '(anon)' type_id=[[INT]]{{$}}
// CHECK-DAG: [[DERIVED:[0-9]+]]] STRUCT 'derived' size=8 vlen=1; 'b' type_id=[[INT]] bits_offset=32{{$}}
// CHECK-DAG: [[PD:[0-9]+]]] PTR '(anon)' type_id=[[DERIVED]]{{$}}
// CHECK-DAG: [[S:[0-9]+]]] STRUCT 's' size=48 vlen=4; 'left' type_id=[[P]] bits_offset=0; 'right' type_id=[[P]] bits_offset=64; 'd' type_id=[[PD]] bits_offset=192; 'last' type_id=[[INT]] bits_offset=256{{$}}
// CHECK-DAG: [[PS:[0-9]+]]] PTR '(anon)' type_id=[[S]]{{$}}
// CHECK-DAG: FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=2; 'x' type_id=[[PS]]; 'y' type_id=[[DERIVED]]{{$}}
// CHECK-DAG: FUNC 'f'
// CHECK-DAG: STRUCT 't' size=4 vlen=1
// SAID-DAG: types left out: BTF cannot represent them
// SAID-DAG: 2 members left out: BTF cannot represent them
