// Nothing new: a header and nothing else, which the kernel accepts.
//
// RUN: %cc -g -c %s -o %t.o && %btfgen -q -o %t.base.btf %t.o
// RUN: %btfgen --base %t.base.btf -o %t.btf %t.o && wc -c < %t.btf | FileCheck %s
// RUN: %btfgen --verify %t.btf --base %t.base.btf
// RUN: bpftool btf dump -B %t.base.btf file %t.btf | count 0

struct x {
  int i;
};
int f(struct x *x) { return x->i; }

// CHECK: {{^}}24{{$}}
