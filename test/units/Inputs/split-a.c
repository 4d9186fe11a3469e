#include "split.h"
struct shape first;
static int counter __attribute__((used));
int (*volatile hook)(struct shape *, int);
__attribute__((noinline)) int area_of(struct shape *s, enum color c,
                                      unsigned long n) {
  return s->kind + c + n + counter;
}
// The compiler may change how it is called.
static __attribute__((noinline)) int part_of(struct shape *s, int unused,
                                             int wanted) {
  return s->area > wanted;
}
// The unlikely part is a function of its own in .text.unlikely: ranges.
int twice(struct shape *s, int x) {
  if (__builtin_expect(x > 100, 0))
    return hook(s, x) + hook(s, x + 1) + hook(&first, x - 1);
  return part_of(s, x, 7) * 2;
}
