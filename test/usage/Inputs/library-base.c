/* A struct for test/usage/library.test. With PRINT_LAYOUT the compiler says where its members are. */
struct point {
  int x, y;
};
struct shape {
  char kind;
  struct point at;
  unsigned visible : 1;
  unsigned layer : 5;
  double weights[3];
  struct shape *next;
};
struct shape first;

#ifdef PRINT_LAYOUT
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* The bit at which the member that SET has set to all ones begins. */
#define FIRST_BIT(SET)                                                         \
  ({                                                                           \
    union {                                                                    \
      struct shape s;                                                          \
      unsigned char bytes[sizeof(struct shape)];                               \
    } u;                                                                       \
    unsigned bit = 0;                                                          \
    memset(&u, 0, sizeof(u));                                                  \
    SET;                                                                       \
    while (!(u.bytes[bit / 8] >> bit % 8 & 1))                                 \
      ++bit;                                                                   \
    bit;                                                                       \
  })

int main(void) {
  unsigned visible = FIRST_BIT(u.s.visible = 1);
  unsigned layer = FIRST_BIT(u.s.layer = 31);
  printf("struct shape, %zu bytes\n", sizeof(struct shape));
  printf("%6zu  char kind;\n", offsetof(struct shape, kind));
  printf("%6zu  struct point at;\n", offsetof(struct shape, at));
  printf("%4u:%u  unsigned int visible : 1;\n", visible / 8, visible % 8);
  printf("%4u:%u  unsigned int layer : 5;\n", layer / 8, layer % 8);
  printf("%6zu  double weights[3];\n", offsetof(struct shape, weights));
  printf("%6zu  struct shape *next;\n", offsetof(struct shape, next));
  return 0;
}
#endif
