// Values decide about the sign of an ENUM; what does not fit 32 bits is an ENUM64.
//
// RUN: %cc -g -c %s -o %t.o && %types %t.o | FileCheck %s
// RUN: %cc -g -gdwarf-2 -gstrict-dwarf -c %s -o %t.2.o && %types %t.2.o | FileCheck %s --check-prefix=SMALL
// RUN: %clang -g -c %s -o %t.c.o && %types %t.c.o | FileCheck %s

enum plain { ZERO, ONE, SEVEN = 7 } plain;
enum negative { MINUS = -1, MAX = 0x7fffffff } negative;
enum large { LARGE = 0xffffffffu } large;
enum wide { WIDE = 1ULL << 40, TOP = 0xffffffffffffffffULL } wide;
enum widenegative { LOW = -1, HIGH = 1LL << 40 } widenegative;
enum { NAMELESS = 3 } nameless;

// SMALL-DAG: ENUM 'plain' encoding=UNSIGNED size=4 vlen=3; 'ZERO' val=0; 'ONE' val=1; 'SEVEN' val=7{{$}}
// SMALL-DAG: ENUM 'negative' encoding=SIGNED size=4 vlen=2; 'MINUS' val=-1; 'MAX' val=2147483647{{$}}
// SMALL-DAG: ENUM 'large' encoding=UNSIGNED size=4 vlen=1; 'LARGE' val=4294967295{{$}}

// CHECK-DAG: ENUM 'plain' encoding=UNSIGNED size=4 vlen=3; 'ZERO' val=0; 'ONE' val=1; 'SEVEN' val=7{{$}}
// CHECK-DAG: ENUM 'negative' encoding=SIGNED size=4 vlen=2; 'MINUS' val=-1; 'MAX' val=2147483647{{$}}
// CHECK-DAG: ENUM 'large' encoding=UNSIGNED size=4 vlen=1; 'LARGE' val=4294967295{{$}}
// CHECK-DAG: ENUM64 'wide' encoding=UNSIGNED size=8 vlen=2; 'WIDE' val=1099511627776{{(ULL)?}}; 'TOP' val=18446744073709551615{{(ULL)?}}{{$}}
// CHECK-DAG: ENUM64 'widenegative' encoding=SIGNED size=8 vlen=2; 'LOW' val=-1{{(LL)?}}; 'HIGH' val=1099511627776{{(LL)?}}{{$}}
// CHECK-DAG: ENUM '(anon)' encoding=UNSIGNED size=4 vlen=1; 'NAMELESS' val=3{{$}}
