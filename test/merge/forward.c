// A declaration is the definition of its name that another module has. In the base it becomes
// the definition without a change of id.
//
// RUN: %cc -g -DUNIT=0 -c %s -o %t.0.o && %cc -g -DUNIT=1 -c %s -o %t.1.o && %cc -g -DUNIT=2 -c %s -o %t.2.o
// RUN: %btfgen -o %t.0.btf %t.0.o && %btfgen --dump %t.0.btf | FileCheck %s --check-prefix=BASE
// RUN: %btfgen -q --base %t.0.btf -o %t.1.btf %t.1.o && %btfgen -q --base %t.0.btf -o %t.2.btf %t.2.o
// RUN: %merge %t.0.btf %t.1.btf %t.2.btf > %t.txt && FileCheck %s < %t.txt && not grep "FWD 'in_" %t.txt
// RUN: bash -c '%btfgen --dump %t.0.btf | grep FWD.*in_one | cut -d "]" -f 1 > %t.id; grep -F "$(cat %t.id)] STRUCT" %t.txt' | FileCheck %s --check-prefix=ID

struct in_one;
union in_two;
struct nowhere;
enum mode;
#if UNIT == 0
struct user {
  struct in_one *a;
  union in_two *b;
  struct nowhere *c;
};
int use(struct user *u) { return !u; }
#elif UNIT == 1
struct in_one {
  union in_two *other;
};
struct both {
  struct in_one *a;
  union in_two *b;
};
int one(struct in_one *a, struct both *b) { return !a + !b; }
#else
union in_two {
  struct in_one *other;
  int i;
};
struct both {
  struct in_one *a;
  union in_two *b;
};
int two(union in_two *a, struct both *b) { return !a + !b; }
#endif

// BASE-DAG: FWD 'in_one' fwd_kind=struct
// BASE-DAG: FWD 'in_two' fwd_kind=union
// CHECK-DAG: [[ONE:[0-9]+]]] STRUCT 'in_one' size=8 vlen=1; 'other' type_id=[[PTWO:[0-9]+]] bits_offset=0
// CHECK-DAG: [[PTWO]]] PTR '(anon)' type_id=[[TWO:[0-9]+]]{{$}}
// CHECK-DAG: [[TWO]]] UNION 'in_two' size=8 vlen=2; 'other' type_id=[[PONE:[0-9]+]] bits_offset=0
// CHECK-DAG: [[PONE]]] PTR '(anon)' type_id=[[ONE]]{{$}}
// CHECK-DAG: STRUCT 'user' size=24 vlen=3; 'a' type_id=[[PONE]] bits_offset=0; 'b' type_id=[[PTWO]] bits_offset=64
// CHECK-DAG: STRUCT 'both' size=16 vlen=2; 'a' type_id=[[PONE]] bits_offset=0; 'b' type_id=[[PTWO]] bits_offset=64
// CHECK-DAG: FWD 'nowhere' fwd_kind=struct
// ID: STRUCT 'in_one'
