// --kabi_prefix cuts every name that begins with it: structs that differ only in what stands behind it
// become one, in linked files and in object files, and other names stay.
//
// RUN: %cc -g -c %s -DCOUNT=12 -o %t.1.o && %cc -g -c %s -DCOUNT=345 -DOTHER -o %t.2.o && %cc -shared -nostdlib %t.1.o %t.2.o -o %t.so && %cc -r -nostdlib %t.1.o %t.2.o -o %t.o
// RUN: %pahole -J --btf_encode_detached=%t.btf %t.so && %btfgen --dump %t.btf | FileCheck %s --check-prefix=TWO
// RUN: %pahole -J --kabi_prefix=__UNIQUE_ID_hide --btf_encode_detached=%t.btf %t.so && %btfgen --dump %t.btf > %t.out && FileCheck %s --check-prefix=ONE < %t.out && FileCheck %s --check-prefix=NOT < %t.out
// RUN: %pahole -J --kabi_prefix __UNIQUE_ID_hide --btf_encode_detached=%t.btf %t.o && %btfgen --dump %t.btf > %t.out && FileCheck %s --check-prefix=ONE < %t.out && FileCheck %s --check-prefix=NOT < %t.out
// A prefix that is shorter than what names are stored with.
// RUN: %pahole -J --kabi_prefix=__ --btf_encode_detached=%t.btf %t.so && %btfgen --dump %t.btf | FileCheck %s --check-prefix=SHORT

#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)

struct kept {
  int a;
  union {
    long x;
    long y;
  } JOIN(__UNIQUE_ID_hide, COUNT);
};
#ifdef OTHER
struct kept other;
#else
struct kept one;
#endif

// TWO-COUNT-2: STRUCT 'kept'
// ONE: STRUCT 'kept'
// ONE-NEXT: 'a' type_id
// ONE-NEXT: {{'}}__UNIQUE_ID_hide' type_id
// NOT-COUNT-1: STRUCT 'kept'
// NOT-NOT: STRUCT 'kept'
// SHORT: {{'}}__' type_id
