// C allows prototypes with types that are only declared, and pointers to arrays of any size. A kernel
// finds no size for them: such a prototype or array is left out, what points to it points to void,
// and the file does not suffer.
//
// RUN: %cc -g -c %s -o %t.o && %types %t.o 2> %t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=SAID < %t.err
// RUN: %btfgen --explain -o /dev/null %t.o 2> /dev/null | FileCheck %s --check-prefix=WHY

struct incomplete;
typedef struct incomplete hidden;
struct holder {
  void (*takes)(struct incomplete);
  hidden (*gives)(void);
  struct incomplete *behind;
  int (*large)[0x7fffffff];
  int (*fine)(struct incomplete *);
} holder;

// CHECK-DAG: [[FWD:[0-9]+]]] FWD 'incomplete'
// CHECK-DAG: [[VOID:[0-9]+]]] PTR '(anon)' type_id=0{{$}}
// CHECK-DAG: [[BEHIND:[0-9]+]]] PTR '(anon)' type_id=[[FWD]]{{$}}
// CHECK-DAG: [[PROTO:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id={{[1-9][0-9]*}} vlen=1; '(anon)' type_id=[[BEHIND]]{{$}}
// CHECK-DAG: [[FINE:[0-9]+]]] PTR '(anon)' type_id=[[PROTO]]{{$}}
// CHECK-DAG: STRUCT 'holder' size=40 vlen=5; 'takes' type_id=[[VOID]] bits_offset=0; 'gives' type_id=[[VOID]] bits_offset=64; 'behind' type_id=[[BEHIND]] bits_offset=128; 'large' type_id=[[VOID]] bits_offset=192; 'fine' type_id=[[FINE]] bits_offset=256
// SAID: 3 types left out: BTF cannot represent them
// WHY-DAG: unsupported-type (anonymous): the type of a parameter was left out or has no size
// WHY-DAG: unsupported-type (anonymous): the type that it returns was left out or has no size
// WHY-DAG: unsupported-type (anonymous): it is larger than 4 GiB
