// The kernel finds the types of a distilled base by name and size, and gives up if
// there are two. What it would not find in the very kernel that the module was built
// for is therefore not in the base: the split BTF has it as a whole.
//
// RUN: rm -f %t.no
// RUN: %cc -g -DONE -c %s -o %t.1.o && %cc -g -DTWO -c %s -o %t.2.o
// RUN: %lld -r %t.1.o %t.2.o -o %t.kernel.o && %btfgen -o %t.kernel %t.kernel.o
// RUN: %cc -g -DONE -DMODULE -c %s -o %t.o
// RUN: %btfgen --base %t.kernel -o %t.direct %t.o
// RUN: %btfgen --base %t.kernel --distill -o %t.btf %t.o
// RUN: %btfgen --dump %t.btf.base > %t.base && FileCheck %s --check-prefix=BASE < %t.base && not grep -E "twin|mixed" %t.base
// RUN: %btfgen --dump %t.btf --base %t.btf.base | FileCheck %s --check-prefix=SPLIT
// RUN: %btfgen --relocate %t.btf --base %t.kernel -o %t.same
// RUN: %btf-diff --base %t.kernel %t.direct %t.same
//
// A kernel where a second one has come: nothing can be done.
// RUN: %cc -g -DTHREE -c %s -o %t.3.o && %lld -r %t.kernel.o %t.3.o -o %t.new.o
// RUN: %btfgen -o %t.new %t.new.o
// RUN: not %btfgen --relocate %t.btf --base %t.new -o %t.no 2>&1 | FileCheck %s --check-prefix=NEW
// RUN: test ! -e %t.no
//
// REQUIRES: lld

#ifdef ONE
struct twin { // same size as the other one
  int a, b;
  struct single *s;
};
struct sizes { // other size than the other one
  int a;
};
struct mixed; // union with bit-fields elsewhere: what the kernel takes for it
#else
struct twin {
  long c;
  struct single *s;
};
struct sizes {
  char a[9];
};
union mixed {
  int a : 3;
};
#endif
struct single {
#ifdef THREE
  unsigned x, y;
#else
  int x, y;
#endif
};

#ifdef MODULE
#define VARIABLE
struct mine {
#else
#define VARIABLE static __attribute__((used))
#endif
VARIABLE struct twin *twin;
VARIABLE struct sizes *sizes;
#ifdef ONE
VARIABLE struct mixed *mixed;
#else
VARIABLE union mixed mixed;
#endif
VARIABLE struct single *single;
#ifdef MODULE
} mine;
#endif

// BASE-DAG: STRUCT 'sizes' size=4 vlen=0
// BASE-DAG: STRUCT 'single' size=8 vlen=0
// SPLIT-DAG: STRUCT 'twin' size=16 vlen=3
// SPLIT-DAG: FWD 'mixed' fwd_kind=struct
// SPLIT-DAG: STRUCT 'mine'
// NEW: .btf: .BTF.base: type {{[0-9]+}} (STRUCT 'single', 8 bytes): in {{.*}}.new both type {{[0-9]+}} (STRUCT 'single', 8 bytes) and type {{[0-9]+}} (STRUCT 'single', 8 bytes) match
