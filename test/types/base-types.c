// Every base type of C keeps its name, size and encoding.
//
// RUN: %cc -std=gnu17 -g -c %s -o %t.o && %types %t.o | FileCheck %s
// RUN: %clang -g -c %s -o %t.clang.o && %types %t.clang.o | FileCheck %s --check-prefix=CLANG

struct all {
  char c;
  signed char sc;
  unsigned char uc;
  short s;
  unsigned short us;
  int i;
  unsigned u;
  long l;
  unsigned long ul;
  long long ll;
  unsigned long long ull;
  _Bool b;
  __int128 wide;
  float f;
  double d;
  long double ld;
} all;

// BTF_INT_CHAR is never set: no encoder sets it and the kernel does not need it.
// CHECK-DAG: INT 'char' size=1 bits_offset=0 nr_bits=8 encoding=SIGNED
// CHECK-DAG: INT 'signed char' size=1 bits_offset=0 nr_bits=8 encoding=SIGNED
// CHECK-DAG: INT 'unsigned char' size=1 bits_offset=0 nr_bits=8 encoding=(none)
// CHECK-DAG: INT 'short int' size=2 bits_offset=0 nr_bits=16 encoding=SIGNED
// CHECK-DAG: INT 'short unsigned int' size=2 bits_offset=0 nr_bits=16 encoding=(none)
// CHECK-DAG: INT 'int' size=4 bits_offset=0 nr_bits=32 encoding=SIGNED
// CHECK-DAG: INT 'unsigned int' size=4 bits_offset=0 nr_bits=32 encoding=(none)
// CHECK-DAG: INT 'long int' size=8 bits_offset=0 nr_bits=64 encoding=SIGNED
// CHECK-DAG: INT 'long unsigned int' size=8 bits_offset=0 nr_bits=64 encoding=(none)
// CHECK-DAG: INT 'long long int' size=8 bits_offset=0 nr_bits=64 encoding=SIGNED
// CHECK-DAG: INT 'long long unsigned int' size=8 bits_offset=0 nr_bits=64 encoding=(none)
// CHECK-DAG: INT '_Bool' size=1 bits_offset=0 nr_bits=8 encoding=BOOL
// CHECK-DAG: INT '__int128' size=16 bits_offset=0 nr_bits=128 encoding=SIGNED
// CHECK-DAG: FLOAT 'float' size=4
// CHECK-DAG: FLOAT 'double' size=8
// CHECK-DAG: FLOAT 'long double' size=16

// Clang has its own words for the same types.
// CLANG-DAG: INT 'char' size=1 bits_offset=0 nr_bits=8 encoding=SIGNED
// CLANG-DAG: INT 'short' size=2 bits_offset=0 nr_bits=16 encoding=SIGNED
// CLANG-DAG: INT 'unsigned short' size=2 bits_offset=0 nr_bits=16 encoding=(none)
// CLANG-DAG: INT 'int' size=4 bits_offset=0 nr_bits=32 encoding=SIGNED
// CLANG-DAG: INT 'long' size=8 bits_offset=0 nr_bits=64 encoding=SIGNED
// CLANG-DAG: INT 'unsigned long' size=8 bits_offset=0 nr_bits=64 encoding=(none)
// CLANG-DAG: INT 'long long' size=8 bits_offset=0 nr_bits=64 encoding=SIGNED
// CLANG-DAG: INT '_Bool' size=1 bits_offset=0 nr_bits=8 encoding=BOOL
// CLANG-DAG: FLOAT 'float' size=4
