// What BTF has no word for costs itself: complex numbers, alone, as members and by value in functions.
// A pointer to one points to void. Tags follow the members that stay.
//
// RUN: %clang -g -O0 -c %s -o %t.o && %types --vars=all %t.o > %t.out 2> %t.err
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out
// RUN: FileCheck %s --check-prefix=SAID < %t.err
// RUN: %btfgen --vars=all --explain -o /dev/null %t.o 2> /dev/null | FileCheck %s --check-prefix=WHY
// RUN: %cc -g -O0 -c %s -o %t.gcc.o && %types --vars=all %t.gcc.o 2> /dev/null | FileCheck %s --check-prefix=GCC

#ifdef __clang__
#define tag(x) __attribute__((btf_decl_tag(x)))
#else
#define tag(x)
#endif
typedef double _Complex wave;
struct s {
  int first tag("on first");
  float _Complex lost tag("on lost");
  wave lost2[2];
  int last tag("on last");
  wave *behind;
} s;
wave w = 1;
int plain = 1;
int takes(struct s *s, wave *p) { return s->last + (p != 0); }
int loses(wave x) { return x != 0; }
wave gives(void) { return 1; }

// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[VOID:[0-9]+]]] PTR '(anon)' type_id=0{{$}}
// CHECK-DAG: [[S:[0-9]+]]] STRUCT 's' size=64 vlen=3; 'first' type_id=[[INT]] bits_offset=0; 'last' type_id=[[INT]] bits_offset=384; 'behind' type_id=[[VOID]] bits_offset=448{{$}}
// CHECK-DAG: DECL_TAG 'on first' type_id=[[S]] component_idx=0
// CHECK-DAG: DECL_TAG 'on last' type_id=[[S]] component_idx=1
// CHECK-DAG: [[PS:[0-9]+]]] PTR '(anon)' type_id=[[S]]{{$}}
// CHECK-DAG: FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=2; 's' type_id=[[PS]]; 'p' type_id=[[VOID]]{{$}}
// CHECK-DAG: FUNC 'takes'
// CHECK-DAG: VAR 'plain'
// CHECK-DAG: VAR 's'
// NOT-NOT: on lost
// NOT-NOT: 'wave'
// NOT-NOT: VAR 'w'
// NOT-NOT: FUNC '{{loses|gives}}'
// NOT-NOT: omplex
// SAID-DAG: types left out: BTF cannot represent them
// SAID-DAG: 2 members left out: BTF cannot represent them
// SAID-DAG: 1 variables left out: they have no type or size
// WHY-DAG: function loses: out: unsupported type: in {{.*}}unsupported.c
// WHY-DAG: function gives: out: unsupported type: in {{.*}}unsupported.c
// WHY-DAG: function takes: in: in {{.*}}unsupported.c
// WHY-DAG: unsupported-type {{.*}}: a complex number
// WHY-DAG: unsupported-type wave: the type that it refers to was left out
// WHY-DAG: unsupported-member s.lost: its type was left out
// WHY-DAG: unsupported-member s.lost2: its type was left out
// WHY-DAG: variable-no-type w: in .data
// GCC-DAG: STRUCT 's' size=64 vlen=3; 'first' {{.*}}'last' type_id={{[0-9]+}} bits_offset=384; 'behind'
// GCC-DAG: FUNC 'takes'
