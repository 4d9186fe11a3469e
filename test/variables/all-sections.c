// --vars=all: what has an address in a section that is loaded, whatever the section, with the linkage
// that it has for the linker. Not what is only declared, thread-local, local to a function's frame, or
// without a place of its own; and all of it alike in an object and in an executable.
//
// RUN: %cc -g -O0 -fno-common -c %s -o %t.o && %types --vars=all %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out
// RUN: %cc -g -O0 -fno-common -nostdlib -static -Wl,-e,start %s -o %t.exe && %types --vars=all %t.exe > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out
// RUN: %clang -g -O0 -fno-common -c %s -o %t.clang.o && %types --vars=all %t.clang.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out
// RUN: %types --features=+global_var %t.o | FileCheck %s
// RUN: %types --vars=none %t.o | FileCheck %s --check-prefix=NONE

int initialised = 1;
int zero;
const int constant = 2;
static int hidden __attribute__((used)) = 3;
__attribute__((weak)) int weak = 4;
__attribute__((section("own.section"))) int own = 5;
__attribute__((section(".init.data"))) static int early __attribute__((used)) = 6;
extern int declared;
__thread int perThread = 7;
struct big {
  char bytes[3000];
} big;
int start(void) {
  int local = 8;
  return local + initialised + (&declared != 0);
}
#ifndef __clang__
asm(".globl declared\n.weak declared");
#else
asm(".weak declared");
#endif

// CHECK-DAG: [[INITIALISED:[0-9]+]]] VAR 'initialised' type_id={{[0-9]+}}, linkage=global
// CHECK-DAG: VAR 'zero' type_id={{[0-9]+}}, linkage=global
// CHECK-DAG: [[CONSTANT:[0-9]+]]] VAR 'constant' type_id={{[0-9]+}}, linkage=global
// CHECK-DAG: VAR 'hidden' type_id={{[0-9]+}}, linkage=static
// CHECK-DAG: VAR 'weak' type_id={{[0-9]+}}, linkage=global
// CHECK-DAG: [[OWN:[0-9]+]]] VAR 'own' type_id={{[0-9]+}}, linkage=global
// CHECK-DAG: [[EARLY:[0-9]+]]] VAR 'early' type_id={{[0-9]+}}, linkage=static
// CHECK-DAG: DATASEC '.data' {{.*}}type_id=[[INITIALISED]] offset=0 size=4 (VAR 'initialised')
// CHECK-DAG: DATASEC '.bss' {{.*}} size=3000 (VAR 'big')
// CHECK-DAG: DATASEC '.rodata' {{.*}}type_id=[[CONSTANT]] offset={{[0-9]+}} size=4 (VAR 'constant')
// CHECK-DAG: DATASEC 'own.section' size=4 vlen=1; type_id=[[OWN]] offset=0 size=4 (VAR 'own')
// CHECK-DAG: DATASEC '.init.data' size=4 vlen=1; type_id=[[EARLY]] offset=0 size=4 (VAR 'early')
// NOT-NOT: VAR '{{declared|perThread|local}}'
// NOT-NOT: DATASEC '.{{debug|t}}
// NONE-NOT: {{VAR|DATASEC}}
