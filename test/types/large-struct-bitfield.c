// In a struct with bitfields an offset has 24 bits. One beyond 2 MiB cannot be said;
// the rest of the file must not suffer, and no member may be given a false width.
// (pahole writes the high bits of the offset as a width, or gives up.)
//
// RUN: %cc -g -c %s -o %t.o && %types %t.o 2> %t.err | FileCheck %s
// RUN: FileCheck %s --check-prefix=SAID < %t.err
// RUN: %btfgen --explain=large.last -o /dev/null %t.o 2> /dev/null | FileCheck %s --check-prefix=WHY

struct large {
  int first : 3;
  char pad[3 << 20];
  int last;
} large;
struct far {
  char pad[3 << 20];
  int bits : 3;
  int last;
} far;
struct untouched {
  int a;
} untouched;

// CHECK-DAG: STRUCT 'large' size=3145736 vlen=2; 'first' type_id={{[0-9]+}} bits_offset=0 bitfield_size=3; 'pad' type_id={{[0-9]+}} bits_offset=8{{( bitfield_size=0)?$}}
// Without its only bitfield, a struct has none.
// CHECK-DAG: STRUCT 'far' size=3145736 vlen=2; 'pad' type_id={{[0-9]+}} bits_offset=0; 'last' type_id={{[0-9]+}} bits_offset=25165856{{$}}
// CHECK-DAG: STRUCT 'untouched' size=4 vlen=1
// SAID: 2 members left out: BTF cannot represent them
// WHY: unsupported-member large.last: it lies beyond 2 MiB in a struct that has bitfields
