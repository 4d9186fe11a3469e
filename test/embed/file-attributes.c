// As with any build tool: a link stays one, and what it points to changes; permissions stay;
// the modification time is new. Appending changes all hard links; a file that is replaced
// leaves them behind.
//
// RUN: rm -rf %t && mkdir %t && cd %t && %cc -g -c %s -o x.o && %btfgen -o x.btf x.o
// RUN: chmod 751 x.o && touch -d 2001-02-03 x.o && ln x.o hard.o && ln -s x.o soft.o
// RUN: %btf-embed --section .BTF=x.btf soft.o
// RUN: test -L soft.o && test hard.o -ef x.o && stat -c 'append: %%a %%y' x.o | FileCheck %s
// RUN: touch -d 2001-02-03 x.o && %btf-embed --compact soft.o
// RUN: test -L soft.o && not test hard.o -ef x.o && stat -c 'compact: %%a %%y' x.o | FileCheck %s --check-prefix=COMPACT
// RUN: ls -A | FileCheck %s --check-prefix=LEFT

int x;

// CHECK: append: 751 {{20[2-9][0-9]}}
// COMPACT: compact: 751 {{20[2-9][0-9]}}
// LEFT: hard.o
// LEFT-NEXT: soft.o
// LEFT-NEXT: x.btf
// LEFT-NEXT: x.o
// LEFT-NOT: {{.}}
