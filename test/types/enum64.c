// Enumerators beyond 32 bits: ENUM64, with the sign of the type that the enum has, also by another
// name, and in DWARF 2, which does not tell it, that of its values; without the feature,
// as kernels before 6.0 want it, an ENUM with the lower halves of the values, and never a signed one.
//
// RUN: %cc -g -c %s -o %t.o && %types %t.o | FileCheck %s
// RUN: %cc -g -gdwarf-2 -gstrict-dwarf -c %s -o %t.2.o && %types %t.2.o | FileCheck %s
// RUN: %clang -g -c %s -o %t.c.o && %types %t.c.o | FileCheck %s
// RUN: %clang -g -gdwarf-2 -c %s -o %t.c2.o && %types %t.c2.o | FileCheck %s
// RUN: %types --features=-enum64 %t.o > %t.out && FileCheck %s --check-prefix=OFF < %t.out
// RUN: FileCheck %s --check-prefix=NOT < %t.out
// RUN: %btfgen --features=-enum64 -o - %t.o > %t.btf && %btfgen --verify %t.btf | FileCheck %s --check-prefix=VERIFY

enum large { LARGE = 0xfedcba9876543210, SMALL = 1 } large;
enum negative { NEGATIVE = -2, HIGH = 1LL << 40 } negative;
enum least { LEAST = -9223372036854775807LL - 1 } least;
enum narrow { MINUS = -1, MOST = 0x7fffffff } narrow;
#ifdef __clang__
typedef long long alias;
enum typed : alias { TYPED = -3 } typed;
#else
enum typed { TYPED = -3, MORE = 1LL << 32 } typed;
#endif
// Alike but for the halves that are cut off.
int twins(void) {
  enum { TWIN = 0x100000005 } a = TWIN;
  {
    enum { TWIN = 0x200000005 } b = TWIN;
    return a == 0 || b == 0;
  }
}
enum unsign { UPPER = 0xffffffff } unsign;

// CHECK-DAG: ENUM64 'large' encoding=UNSIGNED size=8 vlen=2; 'LARGE' val=18364758544493064720{{(ULL)?}}; 'SMALL' val=1
// CHECK-DAG: ENUM64 'negative' encoding=SIGNED size=8 vlen=2; 'NEGATIVE' val=-2{{(LL)?}}; 'HIGH' val=1099511627776
// CHECK-DAG: ENUM64 'least' encoding=SIGNED size=8 vlen=1; 'LEAST' val=-9223372036854775808
// CHECK-DAG: ENUM64 'typed' encoding=SIGNED size=8 vlen={{[12]}}; 'TYPED' val=-3{{(LL)?(;.*)?$}}
// CHECK-DAG: ENUM 'narrow' encoding=SIGNED size=4 vlen=2; 'MINUS' val=-1; 'MOST' val=2147483647
// CHECK-DAG: ENUM 'unsign' encoding=UNSIGNED size=4 vlen=1; 'UPPER' val=4294967295
// OFF-DAG: ENUM 'large' {{.*}}size=8 vlen=2; 'LARGE' val=1985229328; 'SMALL' val=1
// OFF-DAG: ENUM 'negative' {{.*}}size=8 vlen=2; 'NEGATIVE' val=4294967294; 'HIGH' val=0
// NOT-COUNT-1: 'TWIN' val=5
// NOT-NOT: 'TWIN'
// OFF-DAG: ENUM 'narrow' encoding=UNSIGNED size=4 vlen=2; 'MINUS' val=4294967295; 'MOST' val=2147483647
// NOT-NOT: ENUM64
// NOT-NOT: ENUM {{.*}}encoding=SIGNED
// VERIFY: accepted
