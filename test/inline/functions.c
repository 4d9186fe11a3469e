// The function of a site is the one that has code if name and prototype are the same. One that is
// nowhere else, or has a namesake with another prototype, is in the BTF of the sites.
//
// RUN: %cc -O2 -fno-pie -c %s -o %t.a.o && %cc -O2 -fno-pie -c -DOTHER %s -o %t.b.o
// RUN: %lld -e first %t.a.o %t.b.o -o %t && %sites %t | FileCheck %s --check-prefix=SITES
// RUN: %btfgen --features=+inline -o %t.btf %t && %btfgen --dump %t.btf > %t.dump
// RUN: %btfgen --dump %t.btf.inline --base %t.btf >> %t.dump && FileCheck %s < %t.dump
// RUN: not %btfgen --sites=nobody %t 2>&1 | FileCheck %s --check-prefix=NOBODY
// RUN: not %btfgen --sites %t.btf 2>&1 | FileCheck %s --check-prefix=NO_SITES
// RUN: %btfgen --sites=shared %t | count 2

extern volatile int sink;
#define INLINE static inline __attribute__((always_inline))

#ifndef OTHER
volatile int sink;
INLINE int shared(int a) { return sink = a; }
// It has code, too.
int both(int value) { return sink = 2 * value; }
int first(int x) { return shared(x + 1) + both(x + 2); }
#else
INLINE int shared(long a, long b) { return sink = (int)(a + b); }
int second(long x) { return shared(x + 1, 5); }
#endif

// SITES-DAG: shared .text+0x{{[0-9a-f]+}} first+0x{{[0-9a-f]+}} (a={{.*}})
// SITES-DAG: shared .text+0x{{[0-9a-f]+}} second+0x{{[0-9a-f]+}} (a={{.*}}; b=0x5)
// CHECK-NOT: LOC
// CHECK-NOT: 'shared'
// CHECK: [[BOTH:[0-9]+]]] FUNC 'both'
// CHECK-NOT: 'shared'
// CHECK: FUNC_PROTO '(anon)' ret_type_id={{[0-9]+}} vlen=2
// CHECK-NEXT: 'a'
// CHECK-NEXT: 'b'
// CHECK: LOCSEC 'inline.text' vlen=3
// CHECK-NEXT: name='both' func_type_id=[[BOTH]] loc_proto_type_id=
// CHECK-NEXT: name='shared' func_type_id=[[ONE:[0-9]+]] loc_proto_type_id=
// CHECK-NEXT: name='shared' func_type_id=[[TWO:[0-9]+]] loc_proto_type_id=
// CHECK-NEXT: [[ONE]]] FUNC 'shared' type_id=
// CHECK-NEXT: [[TWO]]] FUNC 'shared' type_id=
// CHECK-NOT: FUNC
// NOBODY: there is no inline site of a function 'nobody'
// NO_SITES: .btf: has no inline sites
