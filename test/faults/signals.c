// A signal that ends a run leaves every file as it was, or complete, and nothing beside it: what is
// being written in place is undone or finished first, what is temporary is removed. The run still
// ends by that signal.
//
// REQUIRES: strace
// DEFINE: %{injected} = bash %S/Inputs/injected
// RUN: rm -rf %t && mkdir -p %t/in && cd %t && %cc -DBASE -c %s -o base.o && %btfgen -o in/V base.o && cp base.o in && %cc -c %s -o in/x.o
// RUN: %cc -c %s -o x.o && %btfgen --base=in/V -o in/S x.o && cd in
// In place, the file is cut back or gets its new header.
// RUN: %{injected} signal=SIGTERM 'pwrite64 close' %btfgen -j1 --base=V x.o | FileCheck %s
// RUN: %{injected} signal=SIGINT pwrite64 %btf-embed --section .BTF=S x.o | FileCheck %s
// RUN: %{injected} signal=SIGHUP 'openat pwrite64 fchmod rename' %btfgen -j1 --compact --base=V x.o | FileCheck %s
// The result and its distilled base come together, and with the report.
// RUN: %{injected} signal=SIGTERM 'openat write rename' %btfgen -j1 --base=V --distill --report=r -o new x.o | FileCheck %s
// LLVM's handlers do not know this one.
// RUN: %{injected} signal=SIGPIPE 'openat write close rename' %btfgen -j1 --base=V -o new x.o | FileCheck %s
// RUN: %{injected} signal=SIGPIPE 'openat write' %btf-merge -j1 -o new V S | FileCheck %s
// RUN: %{injected} signal=SIGQUIT 'openat write' %btf-embed --object new --like x.o V | FileCheck %s
// Standard output is a closed pipe when the report is written, but not yet in its place.
// RUN: %{injected} signal=SIGPIPE write %btfgen -j1 -o - --report=r base.o | FileCheck %s
//
// With threads, of which any may get the signal.
// RUN: cp x.o y.o && cp x.o z.o && %{injected} --each signal=SIGTERM pwrite64 %btfgen -j3 --base=V x.o y.o z.o | FileCheck %s
//
// One that was ignored from the start stays so.
// RUN: bash -c 'trap "" HUP; strace -qq -o /dev/null -e inject=pwrite64:signal=SIGHUP %btfgen -j1 --base=V z.o' && %btfgen --verify=z.o --base=V
// A limit for files is an error like a full disk.
// RUN: not prlimit --fsize=100 %btfgen -j1 -o new base.o 2>&1 | FileCheck %s --check-prefix=LIMIT
//
// LIMIT: new: cannot write: File too large
// CHECK: ended early {{[1-9][0-9]*}} times

struct s {
  int i;
};
#ifdef BASE
int f(struct s *s) { return s->i; }
#else
struct m {
  struct s *s;
};
int g(struct m *m) { return m != 0; }
#endif
