// What follows "--" is a file, whatever it is called, for all tools and under pahole's name.
//
// RUN: rm -rf %t.d && mkdir %t.d && cd %t.d && %cc -c %s -o ./-q && cp ./-q ./--help
// RUN: cd %t.d && %btfgen -o a.btf -- -q && %btfgen --output-dir . -- -q --help && cmp a.btf ./-q.btf && cmp a.btf ./--help.btf
// RUN: cd %t.d && cp a.btf ./-v && %btf-diff -- a.btf -v
// RUN: cd %t.d && %cc -DMORE -c %s -o m.o && %btfgen -q --base a.btf -o ./-j -- m.o && %btf-merge -o all.btf -- a.btf -j
// RUN: cd %t.d && %btf-embed --section .BTF=a.btf -- -q && %btfgen --dump ./-q > dump && FileCheck %s < dump
// RUN: cd %t.d && %pahole -J --btf_encode_detached=p.btf -- --help && test -s p.btf
// RUN: cd %t.d && bash -c '%btfgen -- --frobnicate 2>&1; test $? = 1' | FileCheck %s --check-prefix=ABSENT

struct s {
  int member;
} v;
#ifdef MORE
struct t {
  int other;
} w;
#endif

// CHECK: STRUCT 's'
// ABSENT: btfgen: --frobnicate: cannot open
