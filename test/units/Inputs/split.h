struct shape {
  int kind;
  long area;
  struct shape *next;
};
enum color { RED, GREEN = 5 };
int area_of(struct shape *s, enum color c, unsigned long n);
extern struct shape first;
