// The base has two `struct request`, and of `struct host` no more than a declaration. What reaches
// both is the base's all the same: the module's definition of host does not contradict the base's
// declaration. (So it is with lockd.ko on arm64: cache_req is there twice, nlm_host is declared.)
//
// RUN: %cc -g -DUNIT=one -DTYPE=int -DBASE -c %s -o %t.1.o && %cc -g -DUNIT=two -DTYPE=long -DBASE -c %s -o %t.2.o
// RUN: ld -r %t.1.o %t.2.o -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %btfgen --dump %t.base.btf | FileCheck %s --check-prefix=BASE
// RUN: %cc -g -DUNIT=three -DTYPE=int -c %s -o %t.o && %types --base %t.base.btf %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

struct host;
struct request {
  TYPE value;
};
struct job {
  struct host *host;
  struct request *request;
  struct queue *queue;
};
struct queue {
  struct job *jobs[2];
};
long UNIT(struct queue *q) { return q->jobs[0]->request->value; }
#ifndef BASE
struct host {
  int number;
};
int number(struct host *h) { return h->number; }
#endif

// BASE-DAG: FWD 'host'
// BASE-DAG: STRUCT 'job'
// BASE-DAG: STRUCT 'job'
// CHECK-DAG: [[HOST:[0-9]+]]] STRUCT 'host' size=4 vlen=1
// CHECK-DAG: PTR '(anon)' type_id=[[HOST]]{{$}}
// CHECK-DAG: FUNC 'three'
// CHECK-DAG: FUNC 'number'
// NOT-NOT: {{FWD|ARRAY|STRUCT '(job|queue|request)'}}
