// More than 4,294,967,295 elements, or 4 GiB, is nothing that BTF can say: whatever holds such an array goes,
// and a pointer to it points to void. By every compiler's debugging information alike.
//
// RUN: %cc -g -c %s -o %t.o && %types %t.o 2> /dev/null | FileCheck %s
// RUN: %btfgen --explain -o /dev/null %t.o 2> /dev/null | FileCheck %s --check-prefix=WHY
// RUN: %clang -g -c %s -o %t.c.o && %types %t.c.o 2> /dev/null | FileCheck %s
// RUN: %btfgen --explain -o /dev/null %t.c.o 2> /dev/null | FileCheck %s --check-prefix=WHY
// RUN: %types %t.o 2> /dev/null | FileCheck %s --check-prefix=NOT
// RUN: %types %t.c.o 2> /dev/null | FileCheck %s --check-prefix=NOT
// REQUIRES: host-x86_64

typedef char whole[0x100000000];
typedef char more[0x200000005];
typedef char most[0xffffffff];
typedef short large[0x80000000];
typedef int inner[3][0x100000000];
struct holder {
  int before;
  more *pointer;
} holder;
struct sizeless {
  int before;
  more none[0];
} sizeless;
struct pointers {
  whole *a;
  large *b;
  inner *c;
  most *d;
} pointers;
long use(more *pointer) { return (long)pointer; }

// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[CHAR:[0-9]+]]] INT 'char'
// CHECK-DAG: [[VOID:[0-9]+]]] PTR '(anon)' type_id=0
// CHECK-DAG: [[MOST:[0-9]+]]] ARRAY '(anon)' type_id=[[CHAR]] index_type_id={{[0-9]+}} nr_elems=4294967295
// CHECK-DAG: STRUCT 'holder' size=16 vlen=2; 'before' type_id=[[INT]] bits_offset=0; 'pointer' type_id=[[VOID]] bits_offset=64
// CHECK-DAG: [[TO_MOST:[0-9]+]]] PTR '(anon)' type_id=[[TYPEDEF:[0-9]+]]
// CHECK-DAG: [[TYPEDEF]]] TYPEDEF 'most' type_id=[[MOST]]
// CHECK-DAG: STRUCT 'pointers' size=32 vlen=4; 'a' type_id=[[VOID]] bits_offset=0; 'b' type_id=[[VOID]] bits_offset=64; 'c' type_id=[[VOID]] bits_offset=128; 'd' type_id=[[TO_MOST]] bits_offset=192
// CHECK-DAG: STRUCT 'sizeless' size=4 vlen=1; 'before' type_id=[[INT]] bits_offset=0{{$}}
// CHECK-DAG: FUNC 'use'
// WHY-DAG: unsupported-type (anonymous): a size that BTF cannot represent
// WHY-DAG: unsupported-type (anonymous): it is larger than 4 GiB
// WHY-DAG: unsupported-type whole: the type that it refers to was left out
// WHY-DAG: unsupported-type more: the type that it refers to was left out
// WHY-DAG: unsupported-type large: the type that it refers to was left out
// WHY-DAG: unsupported-type inner: the type that it refers to was left out
// WHY-DAG: unsupported-member sizeless.none: its type was left out
// NOT-NOT: TYPEDEF '{{whole|more|large|inner}}'
