// A base whose strings have a name twice: 'aba', with another member, becomes a second 'abc'. What
// the module's 'abc' and 'user' are does not depend on whether the base has keys (its index does).
//
// RUN: rm -rf %t && mkdir %t && cd %t && %cc -g -DBASE -c %s -o base.o && %btfgen -q -o plain.btf base.o
// RUN: env LC_ALL=C sed -z 's/^aba$/abc/' plain.btf > base.btf && %btfgen --verify base.btf
// RUN: %btfgen --dump base.btf | FileCheck %s --check-prefix=TWICE
// RUN: %cc -g -c %s -o m.o && %btfgen --base base.btf -o without.btf m.o
// RUN: %btfgen --index=base.btf && %btfgen --base base.btf -o with.btf m.o && cmp without.btf with.btf
// RUN: bpftool btf dump -B base.btf file with.btf | FileCheck %s

#ifdef BASE
struct aba {
  long other;
};
struct abc {
  int mine;
};
struct user {
  struct aba *p;
};
int f(struct user *u, struct abc *c) { return u->p->other + c->mine; }
#else
struct abc {
  int mine;
};
struct user {
  struct abc *p;
};
int g(struct user *u) { return u->p->mine; }
#endif

// TWICE: STRUCT 'abc'
// TWICE: STRUCT 'abc'
// CHECK: STRUCT 'user'
