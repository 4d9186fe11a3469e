// A packed struct behind the registers leaves its function out, since a trampoline cannot know where it
// lies. DWARF does not say that a struct is packed, so it is told from the members' places: also from
// those of bitfields, whose unused bits leave no hole.
//
// REQUIRES: host-x86_64
// RUN: %cc -g -O0 -c %s -o %t.o && %types %t.o > %t.out && FileCheck %s < %t.out && grep "FUNC '" %t.out | count 4
// RUN: %cc -g -O0 -gdwarf-4 -c %s -o %t.4.o && %types %t.4.o > %t.out && FileCheck %s < %t.out && grep "FUNC '" %t.out | count 4
// RUN: %btfgen --explain -o /dev/null %t.o | FileCheck %s --check-prefix=WHY

#define PACKED __attribute__((packed))
#define FUNCTION(name) \
  long name(int a, int b, int c, int d, int e, int f, struct name s) { return s.l; }
struct aligned_bits {
  int x : 5, y : 20;
  long l;
};
struct aligned_bits_then_char {
  int x : 5;
  char c;
  long l;
};
struct aligned_end {
  long l;
  int x : 3;
};
struct aligned_hole {
  char c;
  int x : 30;
  long l;
};
struct PACKED packed_bits {
  char c;
  int x : 5;
  long l;
};
struct PACKED packed_end {
  long l;
  int x : 3;
};
FUNCTION(aligned_bits)
FUNCTION(aligned_bits_then_char)
FUNCTION(aligned_end)
FUNCTION(aligned_hole)
FUNCTION(packed_bits)
FUNCTION(packed_end)

// CHECK-DAG: FUNC 'aligned_bits'
// CHECK-DAG: FUNC 'aligned_bits_then_char'
// CHECK-DAG: FUNC 'aligned_end'
// CHECK-DAG: FUNC 'aligned_hole'
// WHY-DAG: function packed_bits: out: uncertain location of a parameter
// WHY-DAG: function packed_end: out: uncertain location of a parameter
