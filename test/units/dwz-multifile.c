// dwz -m moves what several programs share into another file. With that file the BTF is that of the
// whole program, without types that only other programs have. Without it nothing is guessed: functions
// and variables of such types are left out with their reason, and so are members; nothing becomes void,
// or loses its name; the exit status is 3.
//
// REQUIRES: dwz
// RUN: %S/Inputs/dwz-multifile '' %t %cc -gdwarf-4 -O0 -nostdlib -static %s
// RUN: readelf -S %t/first | FileCheck %s --check-prefix=ALT
// RUN: llvm-dwarfdump %t/common | FileCheck %s --check-prefix=COMMON
// RUN: %types --keep %t/whole.btf --vars=all %t/whole | FileCheck %s --check-prefix=WHOLE
// RUN: %types --keep %t/first.btf --vars=all %t/first > %t/out && %btf-diff --quiet %t/whole.btf %t/first.btf
// RUN: mkdir %t/elsewhere && ln -s ../first %t/elsewhere/link
// RUN: %btfgen --vars=all -o %t/first.btf %t/elsewhere/link && %btf-diff --quiet %t/whole.btf %t/first.btf
// RUN: cp %t/second %t/common && bash -c '%btfgen -q -o %t/btf %t/first 2> %t/err; test $? = 3' && FileCheck %s --check-prefix=OTHER < %t/err
// RUN: rm %t/common && mkfifo %t/common && bash -c 'timeout 60 %btfgen -q -o %t/btf %t/first 2> %t/err; test $? = 3' && FileCheck %s --check-prefix=PIPE < %t/err
// RUN: rm %t/common && bash -c '%btfgen --vars=all -o %t/btf %t/first 2> %t/err; test $? = 3'
// RUN: bash -c '%btfgen --dump %t/btf | %S/Inputs/one-line > %t/out' && FileCheck %s < %t/out && not grep -E "_takes|_returns|_global| type_id=0" %t/out
// RUN: FileCheck %s --check-prefix=SAID < %t/err
// RUN: bash -c '%btfgen -q --explain -o /dev/null %t/first 2> %t/err > %t/out; test $? = 3' && FileCheck %s --check-prefix=WHY < %t/out
//
// The same with DWARF 5's supplementary files.
// RUN: %S/Inputs/dwz-multifile -5 %t %cc -O0 -nostdlib -static %s
// RUN: readelf -S %t/first | FileCheck %s --check-prefix=SUP
// RUN: %types --keep %t/whole.btf --vars=all %t/whole > %t/out
// RUN: %types --keep %t/first.btf --vars=all %t/first > %t/out && %btf-diff --quiet %t/whole.btf %t/first.btf
// RUN: rm %t/common && bash -c '%btfgen --vars=all -o %t/btf %t/first 2> %t/err; test $? = 3'
// RUN: bash -c '%btfgen --dump %t/btf | %S/Inputs/one-line > %t/out' && FileCheck %s < %t/out && not grep -E "_takes|_returns|_global| type_id=0" %t/out
// RUN: FileCheck %s --check-prefix=SAID < %t/err

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
#ifdef OTHERS
struct only_of_others {
  struct only_of_others *another_one, *and_another;
  unsigned char many_characters[64];
  union {
    struct node *of_all;
    float number_of_another_kind;
  };
} of_others;
#endif
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
// SUP: .debug_sup
// COMMON: "only_of_others"
// PIPE: first: 1 files that cannot be used: what dwz moved there is left out
// OTHER: first: 1 files that cannot be used: what dwz moved there is left out
// WHOLE-DAG: FUNC 'first_takes'
// WHOLE-DAG: FUNC 'first_returns'
// WHOLE-DAG: VAR 'first_global'
// CHECK-DAG: [[OWN:[0-9]+]]] STRUCT 'first_own' size=16 vlen=1; 'first_next' type_id=[[PTR:[0-9]+]] bits_offset=0{{$}}
// CHECK-DAG: [[PTR]]] PTR '(anon)' type_id=[[OWN]]
// CHECK-DAG: FUNC_PROTO '(anon)' ret_type_id=0 vlen=1; 'own' type_id=[[PTR]]
// CHECK-DAG: FUNC 'first_start'
// CHECK-DAG: VAR 'first_variable' type_id=[[OWN]]
// SAID-DAG: 1 files that cannot be used: what dwz moved there is left out
// SAID-DAG: 1 members left out
// SAID-DAG: 1 variables left out
// WHY-DAG: function first_takes: out: unreadable type
// WHY-DAG: function first_returns: out: unreadable type
// WHY-DAG: function first_start: in
