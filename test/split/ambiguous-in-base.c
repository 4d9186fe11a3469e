// What a module declares and the base defines twice is what the base has where the module's types
// are the base's. Here `struct device` has the first `struct channel`, so that nothing is left that
// the declaration would be needed for. (So it is with dma_chan in the SPI modules of 6.12 rt.)
//
// RUN: %cc -g -DUNIT=one -DTYPE=int -DDEVICE -c %s -o %t.1.o && %cc -g -DUNIT=two -DTYPE=long -c %s -o %t.2.o
// RUN: ld -r %t.1.o %t.2.o -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %cc -g -DUNIT=three -DDEVICE -DMODULE -c %s -o %t.o && %types --base %t.base.btf %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

struct channel;
#ifdef DEVICE
struct device {
  struct channel *channel;
  int number;
};
int UNIT(struct device *d) { return d->number; }
#endif
#ifndef MODULE
struct channel {
  TYPE value;
};
struct holder {
  struct channel *channel;
  TYPE more;
};
static __attribute__((used)) long hold(struct holder *h) { return h->channel->value; }
#endif

// CHECK: FUNC 'three'
// NOT-NOT: {{FWD|PTR|STRUCT}}
