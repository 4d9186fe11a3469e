/* What a module of test/usage/library.test adds to library-base.c. */
struct shape;
typedef int (*callback_t)(struct shape *, long);
int area_of(struct shape *s, callback_t each, const char *name) {
  return each(s, *name);
}
