#include "types.h"
struct mine {
  struct by_value values[2];
  struct by_pointer *pointer;
  const union both *u;
  enum colour colour;
  char tag;
  enum wide *wide;
  nameless *n;
  struct declared *declared;
  handle h;
  float f;
  int (*callback)(handle h, struct by_value *v);
} mine;
int by_value(struct mine *m, struct by_pointer *only) { return !m || !only; }
