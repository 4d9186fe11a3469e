// Every prefix of a file and every byte of it inverted in turn, added to in place: either the file
// has a section more, or it is byte for byte as it was. And likewise for what reads BTF: a damaged
// .BTF is refused or dumped, and never followed out of bounds.
//
// RUN: %clang -g -Os -c %s -o %t.o
// RUN: %corrupt --truncate %t.o --in-place -- %btfgen -j1 {} | FileCheck %s
// RUN: %corrupt --flip %t.o --in-place -- %btfgen -j1 {} | FileCheck %s
// RUN: %btfgen --vars=all -o %t.btf %t.o
// RUN: %corrupt --truncate %t.btf -- %btfgen --verify {} | FileCheck %s
// RUN: %corrupt --truncate %t.btf -- %btfgen --dump {} | FileCheck %s
// RUN: %corrupt --flip %t.btf -- %btfgen --verify {} | FileCheck %s
// RUN: %corrupt --flip %t.btf -- %btfgen --dump {} | FileCheck %s
// btf-diff says 2 where it cannot read.
// RUN: %corrupt --flip %t.btf -- sh -c "%btf-diff {} %t.btf || exit 1" | FileCheck %s

struct s {
  int a : 3;
  struct s *next[2];
};
enum e { E = -1 };
int f(struct s *s, enum e e) { return s->a + e; }

// CHECK: status 1: {{[0-9]+}}
