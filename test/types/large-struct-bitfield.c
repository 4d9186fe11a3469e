// In a struct with bitfields an offset has 24 bits. One beyond 2 MiB cannot be said;
// the rest of the file must not suffer, and no member may be given a false width.
// (pahole writes the high bits of the offset as a width, or gives up.)
//
// RUN: %cc -g -c %s -o %t.o && %types %t.o | FileCheck %s

struct large {
  int first : 3;
  char pad[3 << 20];
  int last;
} large;
struct untouched {
  int a;
} untouched;

// CHECK-NOT: 'last' {{.*}}bitfield_size=
// CHECK: STRUCT 'untouched' size=4 vlen=1
