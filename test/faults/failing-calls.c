// Errors of reading, of a file system and of a device, wherever they happen: a message, status 1, and
// all files are as before. So it is with an error after the new bytes are behind the end of a file that
// is changed in place, and with one of reading what is looked at here and there only (location lists),
// which must not pass for a list that says nothing.
//
// REQUIRES: strace
// DEFINE: %{injected} = bash %S/Inputs/injected
// RUN: rm -rf %t && mkdir -p %t/in && cd %t && %cc -O2 -c %s -o base.o && %btfgen -o in/V base.o && %cc -O2 -DMODULE -c %s -o in/x.o
// RUN: cp base.o in && %btfgen --base=in/V -o in/S in/x.o && cd in
// RUN: %{injected} error=EIO 'pread64 fstat newfstatat' %btfgen -j1 --base=V x.o | FileCheck %s
// RUN: %{injected} error=EIO 'pread64 read' %btfgen -j1 -o new base.o | FileCheck %s
// RUN: %{injected} error=EIO 'pread64 read fstat newfstatat' %btf-embed --section .BTF=S x.o | FileCheck %s
// RUN: %{injected} error=ENOMEM mmap %btfgen -j1 --base=V x.o | FileCheck %s
//
// An old result that cannot be examined is not taken for one that is not there: a link stays one, and its
// file keeps its permissions.
// RUN: echo old > kept && chmod 600 kept && ln -s kept link
// RUN: %{injected} error=EIO 'fstat newfstatat' %btfgen -j1 -o link base.o | FileCheck %s
//
// CHECK: ended early {{[1-9][0-9]*}} times

struct s {
  int i;
};
void ext(int);
#ifndef MODULE
/* The parameter leaves its register where it is still needed: that is a list. */
int f(struct s *s, int i) {
  ext(i);
  return s->i;
}
#else
struct m {
  struct s *s;
};
int g(struct m *m) { return m != 0; }
#endif
