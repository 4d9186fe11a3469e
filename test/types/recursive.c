// Types that reach themselves.
//
// RUN: %cc -g -c %s -o %t.o && %types %t.o | FileCheck %s

struct node {
  struct node *next;
  struct other {
    struct node *back;
    struct other *self[2];
  } other;
  int (*call)(struct node *);
} node;

// CHECK-DAG: [[NODE:[0-9]+]]] STRUCT 'node' size=40 vlen=3; 'next' type_id=[[PNODE:[0-9]+]] bits_offset=0; 'other' type_id=[[OTHER:[0-9]+]] bits_offset=64; 'call' type_id=[[PCALL:[0-9]+]] bits_offset=256{{$}}
// CHECK-DAG: {{^.}}[[PNODE]]] PTR '(anon)' type_id=[[NODE]]{{$}}
// CHECK-DAG: {{^.}}[[OTHER]]] STRUCT 'other' size=24 vlen=2; 'back' type_id=[[PNODE]] bits_offset=0; 'self' type_id=[[SELF:[0-9]+]] bits_offset=64{{$}}
// CHECK-DAG: {{^.}}[[SELF]]] ARRAY '(anon)' type_id=[[POTHER:[0-9]+]] index_type_id={{[0-9]+}} nr_elems=2{{$}}
// CHECK-DAG: {{^.}}[[POTHER]]] PTR '(anon)' type_id=[[OTHER]]{{$}}
// CHECK-DAG: {{^.}}[[PCALL]]] PTR '(anon)' type_id=[[CALL:[0-9]+]]{{$}}
// CHECK-DAG: {{^.}}[[CALL]]] FUNC_PROTO '(anon)' ret_type_id={{[1-9][0-9]*}} vlen=1; '(anon)' type_id=[[PNODE]]{{$}}
