// A linked file, with addresses where an object file has relocations.
//
// RUN: %cc -g -O0 -nostdlib -static -Wl,-e,start %s -o %t.exe && %types --vars=all %t.exe | FileCheck %s
// RUN: %clang -g -O0 -nostdlib -static -fuse-ld=lld -Wl,-e,start %s -o %t.lld.exe && %types --vars=all %t.lld.exe | FileCheck %s

int zero;
int one = 1;
int start(int a) { return a + zero + one; }

// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[PROTO:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=1; 'a' type_id=[[INT]]{{$}}
// CHECK-DAG: FUNC 'start' type_id=[[PROTO]]
// CHECK-DAG: [[ZERO:[0-9]+]]] VAR 'zero' type_id=[[INT]], linkage=global
// CHECK-DAG: DATASEC '.bss' {{.*}}vlen=1; type_id=[[ZERO]] offset=0 size=4
// CHECK-DAG: [[ONE:[0-9]+]]] VAR 'one' type_id=[[INT]], linkage=global
// CHECK-DAG: DATASEC '.data' {{.*}}vlen=1; type_id=[[ONE]] offset=0 size=4
