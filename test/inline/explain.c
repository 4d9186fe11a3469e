// What is left out has a reason, and what is not known of an argument, too.
//
// RUN: %cc -O2 -fno-pie -c %s -o %t.o && %btfgen --features=+inline --explain -o %t.btf %t.o | FileCheck %s
// RUN: %btfgen --features=+inline --report %t.json -o %t.btf %t.o && FileCheck %s --check-prefix=REPORT < %t.json
// RUN: %btfgen --explain -o %t.btf %t.o | FileCheck %s --check-prefix=WITHOUT

volatile int sink;
struct large {
  long a[4];
};
extern struct large large;
static inline __attribute__((always_inline)) void take(struct large l, int i) { sink = (int)l.a[1] + i; }
void enter(void) { take(large, 3); }

// CHECK: inline sites included: 1
// CHECK-NEXT: inline arguments known: 1
// CHECK-NEXT: inline arguments {{[a-z-]+}}: 1
// REPORT: "inline": {
// REPORT-NEXT: "sites_included": 1,
// REPORT: "arguments_known": 1,
// WITHOUT: function enter: in
// WITHOUT-NOT: inline {{sites|arguments}}
