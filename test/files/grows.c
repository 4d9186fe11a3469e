// In place a file grows with each run; --compact drops what earlier runs have left, and yields what
// btf-embed --compact makes of the grown file.
//
// RUN: rm -rf %t && mkdir %t && cd %t && %cc -c %s -o x.o && cp x.o once.o && %btfgen once.o
// RUN: cp once.o x.o && %btfgen x.o && %btfgen x.o && bash -c 'test $(stat -c %%s x.o) -gt $(stat -c %%s once.o)'
// RUN: cp x.o embed.o && %btf-embed --compact embed.o && %btfgen --compact x.o && bash -c 'test $(stat -c %%s x.o) -lt $(stat -c %%s once.o)'
// RUN: llvm-objcopy --dump-section .BTF=new x.o /dev/null && llvm-objcopy --dump-section .BTF=old once.o /dev/null && cmp new old
// RUN: cp x.o again.o && %btfgen --compact x.o && cmp x.o again.o && bash -c 'test $(stat -c %%s x.o) = $(stat -c %%s embed.o)'
// RUN: not %btfgen --compact -o /dev/null x.o 2>&1 | FileCheck %s --check-prefix=USAGE
// The other name of a file that gets a new one for the first name is done, too.
// RUN: ln x.o y.o && ln -s x.o z.o && %btfgen --compact x.o y.o z.o 2> err && cmp x.o y.o && FileCheck %s < err
// RUN: bash -c 'test ! x.o -ef y.o'
//
// USAGE: --compact changes the inputs
// CHECK-NOT: y.o
// CHECK: z.o: is the same file as x.o
// CHECK-NOT: y.o

struct s {
  int i;
};
int f(struct s *s) { return s->i; }
