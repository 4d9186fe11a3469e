#ifdef GROWN
struct added_first {
  unsigned char bytes[7];
  double d;
} added_first;
#endif
#include "types.h"
#if defined(DEFINED) || defined(BITS)
struct declared {
  int number;
#ifdef BITS
  int bit : 1;
#endif
};
#endif
struct by_value v;
struct by_pointer p;
union both u;
#if defined(OTHERKIND)
struct colour c;
#elif defined(GONE)
enum color c;
#else
enum colour c;
#endif
enum wide w;
nameless n;
struct declared *d;
handle h;
float f;
int (*callback)(handle h, struct by_value *v);
