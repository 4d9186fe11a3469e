// The number of types of each kind in the split BTF of three modules: types that are repeated in
// every module, as an encoder's typedefs once were in all of Debian's 7.2, cannot pass unnoticed.
// What each module adds can be counted in its source.
//
// RUN: %cc -g -DBASE -c %s -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %cc -g -DUSES -c %s -o %t.uses.o && %cc -g -DADDS -c %s -o %t.adds.o && %cc -g -DVARIES -c %s -o %t.varies.o
// RUN: %btfgen -q --base %t.base.btf --output-dir %t.out %t.uses.o %t.adds.o %t.varies.o
// RUN: bpftool btf dump -B %t.base.btf file %t.out/counts.c.tmp.uses.o.btf | grep -o "^.[0-9]*. [A-Z_]*" | cut -d" " -f2 | sort | uniq -c | FileCheck %s --check-prefix=USES
// RUN: bpftool btf dump -B %t.base.btf file %t.out/counts.c.tmp.adds.o.btf | grep -o "^.[0-9]*. [A-Z_]*" | cut -d" " -f2 | sort | uniq -c | FileCheck %s --check-prefix=ADDS
// RUN: bpftool btf dump -B %t.base.btf file %t.out/counts.c.tmp.varies.o.btf | grep -o "^.[0-9]*. [A-Z_]*" | cut -d" " -f2 | sort | uniq -c | FileCheck %s --check-prefix=VARIES

typedef unsigned char __u8;
typedef __u8 u8;
typedef struct {
  int counter;
} atomic_t;
typedef int (*handler_t)(void *, const char *);
enum state { IDLE, BUSY };
struct device;
struct list {
  struct list *next, **pprev;
};
struct ops {
  handler_t open;
  void (*close)(struct device *);
};
struct device {
  struct list list;
  const struct ops *ops;
  atomic_t refs;
  enum state state;
  u8 address[6];
};
int open_device(struct device *d) { return d->ops->open(d, "x"); }

#ifdef USES // one function; its prototype and all types are the base's
int start(struct device *d) { return d->state; }
// USES: {{^ *}}1 FUNC{{$}}
// USES-NOT: {{.}}
#endif

#ifdef ADDS // a struct, an array in it, a pointer to it, a prototype, a function
struct card {
  struct device device;
  u8 registers[16];
};
u8 reset(struct card *c) { return c->registers[0]; }
// ADDS: {{^ *}}1 ARRAY{{$}}
// ADDS-NEXT: {{^ *}}1 FUNC{{$}}
// ADDS-NEXT: {{^ *}}1 FUNC_PROTO{{$}}
// ADDS-NEXT: {{^ *}}1 PTR{{$}}
// ADDS-NEXT: {{^ *}}1 STRUCT{{$}}
// ADDS-NOT: {{.}}
#endif

#ifdef VARIES // struct holder in two versions, in two functions, and what leads to them
int one(void) {
  struct holder {
    struct device *d;
  } h = {0};
  return h.d != 0;
}
int two(void) {
  struct holder {
    atomic_t a;
  } h = {{0}};
  return h.a.counter;
}
// VARIES: {{^ *}}2 FUNC{{$}}
// VARIES-NEXT: {{^ *}}1 FUNC_PROTO{{$}}
// VARIES-NEXT: {{^ *}}2 STRUCT{{$}}
// VARIES-NOT: {{.}}
#endif
