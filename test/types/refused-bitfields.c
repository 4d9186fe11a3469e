// Bit-fields that C has and kernels refuse in BTF from user space: more than 32 bits of an
// enumeration, and those that reach into 17 bytes, are left out; and in a struct with bit-fields an
// enumeration smaller than 32 bits, which kernels take for 32, is a bit-field where it would end
// outside.
//
// RUN: %cc -g -gdwarf-4 -c %s -o %t.o && %btfgen --explain=last -o %t.btf %t.o
// RUN: %btfgen --dump %t.btf > %t.txt && FileCheck %s < %t.txt && not grep seventeen %t.txt
// RUN: %cc -g -gdwarf-5 -c %s -o %t.o && %btfgen -o %t.btf %t.o && %btfgen --dump %t.btf > %t.txt && FileCheck %s < %t.txt && not grep seventeen %t.txt
// RUN: %clang -g -gdwarf-4 -c %s -o %t.o && %btfgen -o %t.btf %t.o && %btfgen --dump %t.btf > %t.txt && FileCheck %s < %t.txt && not grep seventeen %t.txt
// RUN: %clang -g -gdwarf-5 -c %s -o %t.o && %btfgen -o %t.btf %t.o && %btfgen --dump %t.btf > %t.txt && FileCheck %s < %t.txt && not grep seventeen %t.txt
// RUN: %btfgen --verify %t.btf

enum wide { WIDE = 0x1ffffffffULL, ONE = 1 };
enum __attribute__((packed)) tiny { T0, T1 };
typedef const enum tiny tiny_t;

// CHECK-DAG: STRUCT 'wide_bits' size=8 vlen=1
// CHECK-DAG: 'b' type_id={{[0-9]+}} bits_offset=40 bitfield_size=20
struct wide_bits { enum wide a : 40; enum wide b : 20; } wide_bits;
// CHECK-DAG: 'limit' type_id={{[0-9]+}} bits_offset=0 bitfield_size=32
struct limit { enum wide limit : 32; } limit;
// CHECK-DAG: 'at_end' type_id={{[0-9]+}} bits_offset=8 bitfield_size=8
struct end { unsigned char a : 3; tiny_t at_end; } end;
// CHECK-DAG: 'in_union' type_id={{[0-9]+}} bits_offset=0 bitfield_size=8
union u { unsigned char a : 3; enum tiny in_union; } u;
// Not at the end, and without other bit-fields: as they are.
// CHECK-DAG: 'in_middle' type_id={{[0-9]+}} bits_offset=8{{$}}
struct middle { unsigned char a : 3; enum tiny in_middle; int z; } middle;
// CHECK-DAG: 'alone' type_id={{[0-9]+}} bits_offset=0{{$}}
struct alone { enum tiny alone; } alone;
#ifdef __SIZEOF_INT128__
struct long_one { unsigned z : 1; unsigned __int128 seventeen : 128; } __attribute__((packed)) l;
struct longest { unsigned z : 1; unsigned __int128 sixteen : 127; } __attribute__((packed)) m;
// CHECK-DAG: 'sixteen' type_id={{[0-9]+}} bits_offset=1 bitfield_size=127
#endif
int last(void) { return 0; }
