// Integers of odd widths have the size that the compiler gives them; BTF has no INT beyond 16 bytes or
// of a size that is no power of two, so something stands for those. Newer Clang names the width, too.
//
// RUN: %clang -g -c %s -o %t.o && llvm-dwarfdump --debug-info %t.o | FileCheck %s --check-prefix=DWARF
// RUN: %types %t.o | FileCheck %s

struct s {
  _BitInt(7) seven;
  unsigned _BitInt(33) wide;
  _BitInt(128) whole;
} s;

// DWARF: DW_AT_name ("_BitInt{{(\(7\))?}}")
// CHECK-DAG: INT '_BitInt{{(\(7\))?}}' size=1 bits_offset=0 nr_bits=8 encoding=SIGNED
// CHECK-DAG: INT 'unsigned _BitInt{{(\(33\))?}}' size=8 bits_offset=0 nr_bits=64 encoding=(none)
// CHECK-DAG: INT '_BitInt{{(\(128\))?}}' size=16 bits_offset=0 nr_bits=128 encoding=SIGNED
// CHECK-DAG: STRUCT 's' size=32 vlen=3
