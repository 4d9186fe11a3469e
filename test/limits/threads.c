// Where threads cannot be had (a limit on processes, a container's) fewer do the work, down to one:
// the same bytes. Root is above the limit; for root another user runs it.
//
// REQUIRES: strace
// RUN: %cc -c %s -o %t.o && cp %t.o %t.two.o && %btfgen -j1 -o %t.btf %t.o
// RUN: bash %S/Inputs/few-processes %btfgen %t.o %t.btf
// Every thread but the first, and each of them alone, is refused.
// RUN: bash -c 'for n in 1+ 1 2 3; do strace -f -qq -o /dev/null -e inject=clone3,clone:error=EAGAIN:when=$n %btfgen -j4 -o %t.new %t.o && cmp %t.btf %t.new || exit 1; done'
// RUN: rm -rf %t.dir && strace -f -qq -o /dev/null -e inject=clone3,clone:error=EAGAIN %btfgen -j4 --output-dir=%t.dir %t.o %t.two.o && ls %t.dir | count 2
// RUN: echo 'struct two { struct s *s; }; int g(struct two *t) { return t != 0; }' > %t.two.c && %cc -c %t.two.c -o %t.two.o && %btfgen --base=%t.btf -o %t.two.btf %t.two.o
// RUN: strace -f -qq -o /dev/null -e inject=clone3,clone:error=EAGAIN %btf-merge -j4 -o %t.merged %t.btf %t.two.btf

struct s {
  int i;
};
int f(struct s *s) { return s->i; }
