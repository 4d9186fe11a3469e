// Types are sorted by name, bytes compared as strcmp does, nameless ones first: a
// kernel from 7.0 searches by bisection. -sorted keeps the order of first occurrence.
//
// RUN: %cc -g -O0 -c %s -o %t.o && %encode %t.o > %t.out
// RUN: sed -nE "s/^\[[0-9]+\] [A-Z_0-9]+ '(.*)' .*/\1/p" %t.out > %t.names
// RUN: sed -n '/(anon)/!p' %t.names > %t.named
// RUN: sort -c %t.named
// RUN: uniq %t.names | grep -c '(anon)' | FileCheck %s --check-prefix=ONCE
// RUN: head -n1 %t.names | FileCheck %s --check-prefix=FIRST
// RUN: %encode --features=-sorted %t.o | FileCheck %s --check-prefix=UNSORTED

struct zebra {
  int *stripes;
} zebra;
struct Ant {
  char legs[6];
} Ant;
struct _under {
  unsigned x;
} _under;
struct ant {
  struct {
    short y;
  } z;
} ant;

// ONCE: {{^1$}}
// FIRST: (anon)
// UNSORTED: STRUCT 'zebra'
// UNSORTED: STRUCT 'Ant'
// UNSORTED: STRUCT '_under'
// UNSORTED: STRUCT 'ant'
