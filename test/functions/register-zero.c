// The first register of arm64 has the number 0: a parameter there is as passed in a function whose
// signature clang has changed, too.
//
// REQUIRES: clang-aarch64
// RUN: %clang --target=aarch64-linux-gnu -g -O2 -c %s -o %t.o && llvm-dwarfdump --name=dead -c %t.o | FileCheck %s --check-prefix=WITNESS
// RUN: %types --features=+true_signature %t.o | FileCheck %s

__attribute__((noinline)) static int dead(int a, int b, int c) {
  asm volatile("");
  return a + c;
}
int use(int a) { return dead(a, 1, a * 3) + dead(a + 1, 2, a); }

// WITNESS: DW_AT_calling_convention (DW_CC_nocall)
// WITNESS: DW_OP_reg0
// CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
// CHECK-DAG: [[DEAD:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=2; 'a' type_id=[[INT]]; 'c' type_id=[[INT]]{{$}}
// CHECK-DAG: FUNC 'dead' type_id=[[DEAD]]
