// Every prefix of a file, and every byte of it inverted in turn: an answer, never a
// crash, never a hang, never half an output.
//
// RUN: %clang -g -Os -c %s -o %t.o
// RUN: %corrupt --truncate %t.o -- %btfgen -j1 -o {out} {} | FileCheck %s
// RUN: %corrupt --flip %t.o -- %btfgen -j1 -o {out} {} | FileCheck %s

struct s {
  int a : 3;
  struct s *next[2];
};
enum e { E = -1 };
int f(struct s *s, enum e e) { return s->a + e; }

// CHECK: status 1: {{[0-9]+}}
