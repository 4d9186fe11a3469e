// dwz -m moves what several programs share into another file. Without that file nothing is guessed:
// functions and variables of such types are left out with their reason, and so are members; nothing
// becomes void, or loses its name.
//
// REQUIRES: dwz
// RUN: %cc -g -gdwarf-4 -O0 -nostdlib -static -Wl,-e,first_start -DOWN=first %s -o %t.1 && cp %t.1 %t.whole
// RUN: %cc -g -gdwarf-4 -O0 -nostdlib -static -Wl,-e,second_start -DOWN=second %s -o %t.2
// RUN: rm -f %t.common && dwz -m %t.common %t.1 %t.2
// RUN: readelf -S %t.1 | FileCheck %s --check-prefix=ALT
// RUN: %types --vars=all %t.whole | FileCheck %s --check-prefix=WHOLE
// RUN: %types --vars=all %t.1 2> %t.err > %t.out
// RUN: FileCheck %s < %t.out && not grep -E "_takes|_returns|_global| type_id=0" %t.out
// RUN: FileCheck %s --check-prefix=SAID < %t.err
// RUN: %btfgen -q --explain -o /dev/null %t.1 | FileCheck %s --check-prefix=WHY
//
// The same with DWARF 5's supplementary files.
// RUN: %cc -g -O0 -nostdlib -static -Wl,-e,first_start -DOWN=first %s -o %t.1
// RUN: %cc -g -O0 -nostdlib -static -Wl,-e,second_start -DOWN=second %s -o %t.2
// RUN: rm -f %t.common && dwz -5 -m %t.common %t.1 %t.2
// RUN: %types --vars=all %t.1 2> %t.err > %t.out
// RUN: FileCheck %s < %t.out && not grep -E "_takes|_returns|_global| type_id=0" %t.out
// RUN: FileCheck %s --check-prefix=SAID < %t.err
// RUN: %btfgen -q --explain -o /dev/null %t.1 | FileCheck %s --check-prefix=WHY

// Enough that dwz finds it worth sharing.
struct node {
  struct node *next, *previous;
  long payload[16];
  enum shared_kind { SHARED_ONE, SHARED_TWO, SHARED_THREE } kind;
  union {
    int number;
    char text[4];
  };
};
#define CAT(A, B) A##B
#define NAME(A, B) CAT(A, B)
struct NAME(OWN, _own) {
  struct NAME(OWN, _own) * NAME(OWN, _next);
  struct node *shared;
};
int NAME(OWN, _takes)(struct node *n) { return n->number; }
struct node *NAME(OWN, _returns)(void) { return 0; }
char NAME(OWN, _plain)(char letter) { return letter; }
struct node NAME(OWN, _global);
struct NAME(OWN, _own) NAME(OWN, _variable);
void NAME(OWN, _start)(struct NAME(OWN, _own) * own) { NAME(OWN, _takes)(NAME(OWN, _returns)()); }

// ALT: .gnu_debugaltlink
// WHOLE-DAG: FUNC 'first_takes'
// WHOLE-DAG: FUNC 'first_returns'
// WHOLE-DAG: VAR 'first_global'
// CHECK-DAG: [[OWN:[0-9]+]]] STRUCT 'first_own' size=16 vlen=1; 'first_next' type_id=[[PTR:[0-9]+]] bits_offset=0{{$}}
// CHECK-DAG: [[PTR]]] PTR '(anon)' type_id=[[OWN]]
// CHECK-DAG: FUNC_PROTO '(anon)' ret_type_id=0 vlen=1; 'own' type_id=[[PTR]]
// CHECK-DAG: FUNC 'first_start'
// CHECK-DAG: VAR 'first_variable' type_id=[[OWN]]
// SAID-DAG: 1 members left out
// SAID-DAG: 1 variables left out
// WHY-DAG: function first_takes: out: unreadable type
// WHY-DAG: function first_returns: out: unreadable type
// WHY-DAG: function first_start: in
