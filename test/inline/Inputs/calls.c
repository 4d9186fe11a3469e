#include "calls.h"
struct pair table[8];
volatile int sink;

long enter(struct pair *p, int n, struct large *big) {
  sink = 1;
  long result = choose(p, n, 5);
  result += choose(table, 3, n);
  result += sum(*p);
  result += variadic_like(big, -1, 200);
  nothing();
  return result;
}
