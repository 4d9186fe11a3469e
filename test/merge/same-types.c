// What two modules share is there once, what the base has is taken from it, and the base's
// types keep their ids (tools/merge).
//
// RUN: %cc -g -DUNIT=0 -c %s -o %t.0.o && %cc -g -DUNIT=1 -c %s -o %t.1.o && %cc -g -DUNIT=2 -c %s -o %t.2.o
// RUN: %merge --keep %t.all.btf %t.0.o %t.1.o %t.2.o > %t.txt && FileCheck %s < %t.txt
// RUN: FileCheck %s --check-prefix=ONCE < %t.txt
//
// Modules that repeat what the base has come to the same.
// RUN: %btfgen -o %t.0.btf %t.0.o && %btfgen -o %t.1.btf %t.1.o && %btfgen -o %t.2.btf %t.2.o
// RUN: %as-split %t.0.btf %t.1.btf %t.3.btf && %as-split %t.0.btf %t.2.btf %t.4.btf
// RUN: %merge %t.0.btf %t.3.btf %t.4.btf | FileCheck %s
// RUN: %btf-merge -o %t.repeated.btf %t.0.btf %t.3.btf %t.4.btf && %btf-diff %t.all.btf %t.repeated.btf
//
// A module without types of its own adds none.
// RUN: %btfgen -q --base %t.0.btf -o %t.empty.btf %t.0.o
// RUN: %btf-merge %t.0.btf %t.empty.btf | cmp - %t.0.btf

struct list {
  struct list *next;
};
typedef unsigned long word;
#if UNIT == 0
word count(struct list *l) { return l ? count(l->next) : 0; }
#else
struct device {
  struct list all;
  word flags : 3;
  enum state { OFF, ON } state;
  union {
    int number;
    const char *name;
  };
  int (*probe)(struct device *, struct list *);
};
int shared(struct device *d) { return d->number; }
#if UNIT == 1
int first(struct device *d) { return d->flags; }
#else
int second(struct device *d) { return d->state; }
#endif
#endif

// CHECK-DAG: [[LIST:[0-9]+]]] STRUCT 'list' size=8 vlen=1
// CHECK-DAG: [[WORD:[0-9]+]]] TYPEDEF 'word'
// CHECK-DAG: [[STATE:[0-9]+]]] ENUM 'state'
// CHECK-DAG: [[DEVICE:[0-9]+]]] STRUCT 'device' size=32 vlen=5; 'all' type_id=[[LIST]] bits_offset=0; 'flags' type_id=[[WORD]] bits_offset=64 bitfield_size=3; 'state' type_id=[[STATE]] bits_offset=96; '(anon)'
// CHECK-DAG: [[P:[0-9]+]]] PTR '(anon)' type_id=[[DEVICE]]{{$}}
// CHECK-DAG: [[PROTO:[0-9]+]]] FUNC_PROTO '(anon)' {{.*}}; 'd' type_id=[[P]]{{$}}
// CHECK-DAG: FUNC 'shared' type_id=[[PROTO]]
// CHECK-DAG: FUNC 'first' type_id=[[PROTO]]
// CHECK-DAG: FUNC 'second' type_id=[[PROTO]]
// ONCE: STRUCT 'device'
// ONCE-NOT: STRUCT 'device'
