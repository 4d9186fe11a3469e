/* What a kernel and its modules share. Macros make another build of the kernel:
 *
 *   GROWN      types are added, and a struct to which modules point has grown
 *   EMBEDDED   a struct that modules contain has grown
 *   GONE       an enumeration has another name
 *   OTHERKIND  it is a struct
 *   RESIZED    an enumeration has another size
 *   DEFINED    a struct is defined of which there was only a declaration
 *   BITS       likewise, and it has a bit-field
 */
struct by_value {
  int a;
  long b;
#ifdef EMBEDDED
  long c;
#endif
};

struct by_pointer {
#ifdef GROWN
  void *first;
#endif
  char x[32];
  struct by_value v;
};

union both {
  int number;
  struct by_pointer *p;
};

#if defined(OTHERKIND)
struct colour {
  int number;
};
#elif defined(GONE)
enum color { RED, GREEN };
#else
enum colour { RED, GREEN };
#endif
#ifdef RESIZED
enum wide { BIG };
#else
enum wide { BIG = 0x123456789LL };
#endif

typedef struct {
  short only;
  enum { ON, OFF } state;
} nameless;

struct declared;
typedef const struct by_pointer *handle;
