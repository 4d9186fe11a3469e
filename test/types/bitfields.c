// Bitfields: offset in bits from the start of the struct, and a width; the type
// stays the declared one. DWARF 2 and 3 count from the other end of a storage
// unit (DW_AT_bit_offset), DWARF 4 and 5 from the start (DW_AT_data_bit_offset).
//
// RUN: %cc -std=gnu17 -g -gdwarf-2 -gstrict-dwarf -c %s -o %t.2.o && %types %t.2.o | FileCheck %s
// RUN: %cc -std=gnu17 -g -gdwarf-3 -gstrict-dwarf -c %s -o %t.3.o && %types %t.3.o | FileCheck %s
// RUN: %cc -std=gnu17 -g -gdwarf-4 -gstrict-dwarf -c %s -o %t.4.o && %types %t.4.o | FileCheck %s
// RUN: %cc -std=gnu17 -g -gdwarf-5 -gstrict-dwarf -c %s -o %t.5.o && %types %t.5.o | FileCheck %s
// RUN: %clang -g -gdwarf-2 -c %s -o %t.c2.o && %types %t.c2.o | FileCheck %s
// RUN: %clang -g -gdwarf-3 -c %s -o %t.c3.o && %types %t.c3.o | FileCheck %s
// RUN: %clang -g -gdwarf-4 -c %s -o %t.c4.o && %types %t.c4.o | FileCheck %s
// RUN: %clang -g -gdwarf-5 -c %s -o %t.c5.o && %types %t.c5.o | FileCheck %s

struct bits {
  int a : 3;
  unsigned b : 5;
  unsigned : 0; // starts a new unit, leaves no trace of its own
  unsigned char c : 1;
  unsigned char d : 7;
  int plain;
  unsigned e : 32;
  int f : 31;
  _Bool g : 1;
} bits;

// b begins before a storage unit of its type that ends where it ends: DW_AT_bit_offset is negative.
struct crossing {
  int pad;
  unsigned a : 5;
  unsigned b : 31;
  unsigned long long c : 60;
} __attribute__((packed)) crossing;

// a and b share a unit; the nameless field of width 0 moves c to the next one;
// a whole unit as a bitfield keeps its width.
// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[UINT:[0-9]+]]] INT 'unsigned int'
// CHECK-DAG: [[UCHAR:[0-9]+]]] INT 'unsigned char'
// CHECK-DAG: [[BOOL:[0-9]+]]] INT '_Bool'
// CHECK-DAG: STRUCT 'bits' size=20 vlen=8; 'a' type_id=[[INT]] bits_offset=0 bitfield_size=3; 'b' type_id=[[UINT]] bits_offset=3 bitfield_size=5; 'c' type_id=[[UCHAR]] bits_offset=32 bitfield_size=1; 'd' type_id=[[UCHAR]] bits_offset=33 bitfield_size=7; 'plain' type_id=[[INT]] bits_offset=64{{( bitfield_size=0)?}}; 'e' type_id=[[UINT]] bits_offset=96 bitfield_size=32; 'f' type_id=[[INT]] bits_offset=128 bitfield_size=31; 'g' type_id=[[BOOL]] bits_offset=159 bitfield_size=1{{$}}
// CHECK-DAG: [[LONG:[0-9]+]]] INT '{{unsigned long long|long long unsigned int}}'
// CHECK-DAG: STRUCT 'crossing' size=16 vlen=4; 'pad' type_id=[[INT]] bits_offset=0{{( bitfield_size=0)?}}; 'a' type_id=[[UINT]] bits_offset=32 bitfield_size=5; 'b' type_id=[[UINT]] bits_offset=37 bitfield_size=31; 'c' type_id=[[LONG]] bits_offset=68 bitfield_size=60{{$}}
