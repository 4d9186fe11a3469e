// Functions that are inlined into enter(), with arguments in all sorts of places.

struct pair {
  long a, b;
};
struct large {
  long a[4];
};
extern struct pair table[8];
extern volatile int sink;

#define INLINE static inline __attribute__((always_inline))

INLINE int twice(int value) {
  sink = value;
  return 2 * value;
}
// Nested, and all its arguments are passed on.
INLINE long choose(struct pair *from, int index, long unused) {
  sink = twice(index);
  return from[index].a;
}
INLINE long sum(struct pair by_value) {
  sink = (int)by_value.b;
  return by_value.a + by_value.b;
}
INLINE int variadic_like(const struct large *big, signed char small, unsigned char byte) {
  sink = small + byte;
  return (int)big->a[1];
}
INLINE void nothing(void) { sink = 7; }
