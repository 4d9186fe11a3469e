// A read or write that moves only half of the bytes is continued where it stopped: the result is the
// same, in a new file, in place, in a copy of a file whose bytes are overwritten, and compressed.
//
// Not a test of sanitized builds (lit.cfg.py).
// REQUIRES: xz
// DEFINE: %{shortened} = bash %S/Inputs/shortened
// RUN: rm -rf %t && mkdir %t && cd %t && %cc -O2 -shared -fPIC -o io-faults.so %S/../tools/io-faults.c
// RUN: %cc -O2 -c %s -o x.o && %btfgen -o btf x.o && xz -k --check=crc32 x.o
// RUN: %{shortened} new %btfgen -j1 -o new x.o | FileCheck %s
// RUN: %{shortened} new %btfgen -j1 -o new x.o.xz | FileCheck %s
//
// RUN: cp x.o y.o && %{shortened} y.o %btfgen -j1 --resolve-ids y.o | FileCheck %s
// RUN: cp x.o y.o && %{shortened} y.o %btf-embed --compact --section .BTF=btf y.o | FileCheck %s
// RUN: cp x.o.xz y.o.xz && %{shortened} y.o.xz %btf-embed --section .BTF=btf y.o.xz | FileCheck %s
//
// RUN: %btf-embed --object btf.o --like x.o --no-symbols btf && %cc -nostdlib -shared x.o btf.o -o x.so
// RUN: %{shortened} x.so %btf-embed --resolve-ids x.so | FileCheck %s
//
// CHECK: {{^[1-9][0-9]*}} short calls

struct s {
  int i;
} s;
void ext(int);
/* The parameter leaves its register where it is still needed: that is a list. */
int f(struct s *s, int i) {
  ext(i);
  return s->i;
}
__asm__(".pushsection .BTF_ids,\"a\"\n"
        "__BTF_ID__struct__s__1: .long 0\n"
        ".popsection");
