// What each feature has something to say about: floating point, variables in and out of the per-CPU section, tags, an
// enumeration of 64 bits, two definitions that disagree.
enum wide { WIDE = 0x123456789, NEGATIVE = -1 };
struct tagged { int x; };

#ifdef OTHER
static int disagree(long a, double b) { return a + (int)b; }
int other(int x) { return disagree(x, 1.0); }
#else
int disagree(int a) { return a; }
double real = 1.0;
enum wide wide;
struct tagged *pointer;
__attribute__((section(".data..percpu"))) int percpu;
int first(struct tagged *t, enum wide w, double d) { return t->x + (int)w + (int)d + disagree(t->x); }
#endif
