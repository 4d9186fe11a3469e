// The operand of DW_OP_consts has a sign, and up to ten bytes. Where clang removed a parameter, a
// location list may begin with such a constant.
//
// RUN: %clang -g -O2 -c %s -o %t.o && llvm-dwarfdump --debug-info %t.o | FileCheck %s --check-prefix=DWARF
// RUN: %types --features=+true_signature %t.o | FileCheck %s

void touch(long);
static __attribute__((noinline)) long called(long constant, long b, long c) {
  touch(constant);
  constant = b * c;
  touch(constant);
  return b + c;
}
long use(long a) {
  const long least = -0x7fffffffffffffff - 1;
  return called(least, a, 3 * a) + called(least, 2 * a, a);
}

// DWARF: DW_AT_calling_convention (DW_CC_nocall)
// DWARF: DW_OP_consts -9223372036854775808
// CHECK-DAG: [[LONG:[0-9]+]]] INT 'long'
// CHECK-DAG: [[PROTO:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[LONG]] vlen=2; 'b' type_id=[[LONG]]; 'c' type_id=[[LONG]]{{$}}
// CHECK-DAG: FUNC 'called' type_id=[[PROTO]]
