#include "split.h"
struct other {
  char name[16];
  struct shape *of;
  unsigned flag : 3;
  enum { SMALL, LARGE } size;
} second;
int area_of(struct shape *s, enum color c, unsigned long n);
int main(void) { return area_of(&first, GREEN, second.flag); }
