// A declared enum is the enum that another unit defines.
//
// RUN: %cc -g -O0 -c %s -o %t.1.o && %cc -g -O0 -DDEFINED -c %s -o %t.2.o
// RUN: ld -r %t.1.o %t.2.o -o %t.o && %types %t.o > %t.out && FileCheck %s < %t.out
// RUN: grep -c "ENUM 'e'" %t.out | FileCheck %s --check-prefix=ONCE

enum e;
#ifdef DEFINED
enum e { VALUE = 9 };
int definer(enum e *e) { return *e; }
#else
void *user(enum e *e) { return e; }
#endif

// ONCE: {{^1$}}
// CHECK-DAG: [[E:[0-9]+]]] ENUM 'e' {{.*}}vlen=1; 'VALUE' val=9
// CHECK-DAG: PTR '(anon)' type_id=[[E]]{{$}}
