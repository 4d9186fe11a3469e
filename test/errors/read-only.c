// A file that may not be written is left as it is, and nothing is left beside it.
//
// RUN: %cc -g -c %s -o %t.o && bash %S/Inputs/read-only.sh %btfgen %t.o 2>&1 | FileCheck %s

int x;

// CHECK: btfgen: {{.*}}x.o: {{.+}}
// CHECK: status 1
// CHECK-NEXT: files: x.o
// CHECK-NEXT: unchanged
