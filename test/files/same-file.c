// One file under two names is done once, and it is said which one that was.
//
// REQUIRES: strace
// RUN: rm -rf %t && mkdir -p %t/d && cd %t
// RUN: %cc -DBASE -c %s -o base.o && %btfgen -o base.btf base.o && %cc -c %s -o m.o && %btfgen --base=base.btf -o m.btf m.o
// RUN: cp m.o x.o && ln x.o d/hard.o && ln -s ../x.o d/soft.o
// RUN: %btfgen -j4 --base=base.btf x.o ./x.o d/hard.o d/soft.o 2> err && FileCheck %s < err
// RUN: llvm-objcopy --dump-section .BTF=x.btf x.o /dev/null && cmp m.btf x.btf
// RUN: cp m.o once.o && %btfgen --base=base.btf once.o && cmp once.o x.o
// RUN: find -L d -name '*.o' -print0 > list && %btfgen -j4 --base=base.btf --files0-from=list 2> err && FileCheck %s --check-prefix=FIND < err
//
// Two runs at a time: the second waits, or it would write where the first is about to.
// RUN: cp m.o p.o && ln p.o q.o && bash %S/Inputs/two-runs p.o %btfgen --base=base.btf p.o -- %btfgen --base=base.btf q.o 2>&1 | FileCheck %s --check-prefix=RUNS
// RUN: llvm-objcopy --dump-section .BTF=p.btf p.o /dev/null && cmp m.btf p.btf
// RUN: cp m.o p.o && ln -f p.o q.o && bash %S/Inputs/two-runs p.o %btfgen --base=base.btf p.o -- %btf-embed --section .BTF=m.btf q.o 2>&1 | FileCheck %s --check-prefix=RUNS
// RUN: llvm-objcopy --dump-section .BTF=p.btf p.o /dev/null && cmp m.btf p.btf
//
// Whoever has the lock is waited for, and named.
// RUN: cp m.o y.o && ln -s y.o soft.o
// RUN: bash %S/Inputs/while-locked y.o 1 %btfgen --base=base.btf soft.o 2>&1 | FileCheck %s --check-prefix=WAIT
// RUN: llvm-objcopy --dump-section .BTF=y.btf y.o /dev/null && cmp m.btf y.btf
// RUN: bash %S/Inputs/while-locked y.o 1 %btf-embed --section .BTF=m.btf y.o 2>&1 | FileCheck %s --check-prefix=WAIT
// A file that is replaced meanwhile is the one to change, and to lock.
// RUN: cp m.o z.o && bash %S/Inputs/while-locked z.o 1 --replace %btfgen --base=base.btf z.o
// RUN: llvm-objcopy --dump-section .BTF=z.btf z.o /dev/null && cmp m.btf z.btf
//
// CHECK: btfgen: ./x.o: is the same file as x.o, which is processed once
// CHECK-NEXT: btfgen: d/hard.o: is the same file as x.o, which is processed once
// CHECK-NEXT: btfgen: d/soft.o: is the same file as x.o, which is processed once
// CHECK-NOT: {{.}}
// RUNS: q.o: waiting for process {{[0-9]+}} (btfgen), which changes it
// FIND: is the same file as d/
// WAIT: {{.*}}.o: waiting for process {{[0-9]+}} (flock), which changes it
// WAIT-NOT: {{.}}

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
