# What is one constant address: DW_OP_addr and DW_OP_plus_uconst, and nothing behind them. LLVM's optimiser writes
# more for globals that it has merged with others, and split or made smaller.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types --vars=all %t.o 2> %t.err | FileCheck %s --implicit-check-not="VAR '"
# RUN: count 0 < %t.err
# RUN: dwarf-reference %t.o

.include "dwarf.inc"
  .data
  .quad 0
place:
  .zero 128
  unit
  base u.int
  die dVariable, "plain"
  ref u.int
  .byte 9, 3
  .quad place
  die dVariable, "added"
  ref u.int
  .byte 11, 3
  .quad place
  .byte 0x23, 16
  # The value of a bool that replaces an int: DW_OP_deref_size 1, DW_OP_stack_value.
  die dVariable, "narrowed"
  ref u.int
  .byte 14, 3
  .quad place + 24
  .byte 0x23, 8, 0x94, 1, 0x9f
  die dVariable, "narrowed_alone"
  ref u.int
  .byte 12, 3
  .quad place + 40
  .byte 0x94, 1, 0x9f
  # A piece: only two bytes are there.
  die dVariable, "split"
  ref u.int
  .byte 13, 3
  .quad place + 48
  .byte 0x23, 8, 0x93, 2
  # Thread-local: an offset.
  die dVariable, "of_thread"
  ref u.int
  .byte 12, 3
  .quad place + 64
  .byte 0x23, 8, 0xe0
  # More is added: no compiler writes that, but it is another address.
  die dVariable, "added_twice"
  ref u.int
  .byte 13, 3
  .quad place + 80
  .byte 0x23, 8, 0x23, 4
  endunit

# CHECK: DATASEC '.data' size=28 vlen=2; {{.*}} offset=8 size=4 (VAR 'plain'); {{.*}} offset=24 size=4 (VAR 'added'){{$}}
# CHECK: VAR 'added'
# CHECK: VAR 'plain'
