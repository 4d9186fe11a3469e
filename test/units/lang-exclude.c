// Units in an excluded language contribute nothing; others are not touched.
//
// RUN: %cc -g -O0 -c %s -o %t.1.o
// RUN: %clang -g -O0 -x c++ -DCXX -c %s -o %t.2.o
// RUN: %lld -r %t.1.o %t.2.o -o %t.o
// RUN: %types --lang-exclude=c++,c++14 %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out
// The standard's names, too.
// RUN: %types --lang-exclude=c_plus_plus,C_plus_plus_14 %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

#ifdef CXX
struct only_in_cxx {
  int a;
} x;
#else
struct only_in_c {
  int a;
} c;
#endif

// CHECK: STRUCT 'only_in_c'
// NOT-NOT: only_in_cxx
