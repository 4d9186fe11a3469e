// What the base only declares may be defined in the module. The base's types that refer to
// the declaration are the module's as well; only the definition and pointers to it are new.
// (libbpf's dedup repeats the first such struct that it meets, and every encoder that relies on
// it; Debian's net modules carry a copy of net_device for that.)
//
// RUN: %cc -g -DBASE -c %s -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %cc -g -c %s -o %t.o && %types --base %t.base.btf %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

struct hidden;
struct device {
  struct hidden *hidden;
  struct device *next;
};
struct bus {
  struct device *devices;
};
#ifdef BASE
int scan(struct bus *b) { return b->devices != 0; }
#else
struct hidden {
  long state;
};
long probe(struct bus *b) { return b->devices->hidden->state; }
#endif

// CHECK-DAG: [[HIDDEN:[0-9]+]]] STRUCT 'hidden' size=8 vlen=1
// CHECK-DAG: PTR '(anon)' type_id=[[HIDDEN]]{{$}}
// CHECK-DAG: FUNC 'probe'
// NOT-NOT: {{STRUCT '(device|bus)'}}
