// A file that may not be written is left as it is, and nothing is left beside it, also
// where it would be replaced as a whole.
//
// RUN: %cc -g -c %s -o %t.o && %btfgen -o %t.btf %t.o
// RUN: bash %S/Inputs/read-only.sh %btf-embed %t.o %t.btf 2>&1 | FileCheck %s

int x;

// CHECK: btf-embed: {{.*}}x.o: cannot open for writing
// CHECK: status 1
// CHECK: btf-embed: {{.*}}x.o: cannot open for writing
// CHECK: status 1
// CHECK-NEXT: files: x.o
// CHECK-NEXT: unchanged
