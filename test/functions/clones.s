# Clones of GCC's, with true_signature: what is described is where the x86-64 ABI puts it (rdi rsi rdx rcx r8 r9, and
# a value of 16 bytes in two of them or, if only one is left, on the stack, before what has that one). Was there something
# without a location between two parameters? The second one's register tells. Where it is kept, what is behind it was
# described one register before its own; and what the function stores at once was not described, as if it were gone.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types --features=+true_signature %t.o > %t.types && FileCheck %s < %t.types && not grep kept %t.types
# RUN: %btfgen --features=+true_signature --explain -o /dev/null %t.o | FileCheck %s --check-prefix=WHY

.include "dwarf.inc"
  .text
.irp name, gone, kept, stored, behind
  .type \name\().constprop.0, @function
\name\().constprop.0:
  ret
  .size \name\().constprop.0, 1
.endr
.macro function name
  die dFunction, "\name"
  .quad \name\().constprop.0
  ref u.int
.endm
.macro argument name, type, places:vararg
  die dPlaced, "\name"
  ref u.\type
  .byte \places
.endm
  unit
  base u.int
u.int128:
  die dBase, "__int128"
  .byte 16, 5
  function gone
  argument a, int, 1, 0x55 # DW_OP_reg5: rdi
  die dArgument, "b"
  ref u.int
  argument c, int, 1, 0x54 # rsi
  end
  function kept
  argument a, int, 1, 0x55
  die dArgument, "b"
  ref u.int
  argument c, int, 1, 0x51 # rdx
  end
  function stored
  argument a, int, 1, 0x55
  argument b, int128, 2, 0x77, 0x70 # DW_OP_breg7, -16: below rsp
  argument c, int, 1, 0x52 # rcx
  end
  function behind
  argument a, int128, 6, 0x55, 0x93, 8, 0x54, 0x93, 8 # rdi, rsi
  argument b, int128, 6, 0x51, 0x93, 8, 0x52, 0x93, 8 # rdx, rcx
  argument c, int, 1, 0x58 # r8
  argument d, int128, 2, 0x77, 8
  argument e, int, 1, 0x59 # r9
  end
  endunit

# CHECK-DAG: FUNC 'gone.constprop.0' type_id=[[GONE:[0-9]+]]
# CHECK-DAG: [[[GONE]]] FUNC_PROTO '(anon)' {{.*}}vlen=2; 'a' {{.*}}; 'c' {{.*}}
# CHECK-DAG: FUNC 'stored.constprop.0' type_id=[[STORED:[0-9]+]]
# CHECK-DAG: [[[STORED]]] FUNC_PROTO '(anon)' {{.*}}vlen=3; 'a' {{.*}}; 'b' {{.*}}; 'c' {{.*}}
# CHECK-DAG: FUNC 'behind.constprop.0' type_id=[[BEHIND:[0-9]+]]
# CHECK-DAG: [[[BEHIND]]] FUNC_PROTO '(anon)' {{.*}}vlen=5; 'a' {{.*}}; 'b' {{.*}}; 'c' {{.*}}; 'd' {{.*}}; 'e' {{.*}}
# WHY: function kept: out: unexpected register for a parameter
