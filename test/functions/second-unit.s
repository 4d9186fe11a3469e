# --explain names the unit that speaks against a function: here the second one, in which its parameter
# is in rsi, not rdi.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %btfgen --explain -o /dev/null %t.o | FileCheck %s

.include "dwarf.inc"
  .text
  .globl moved
  .type moved, @function
moved:
  ret
  .size moved, 1
.macro described unit, register
  base \unit\().int
  die dFunction, "moved"
  .quad moved
  ref \unit\().int, \unit
  die dPlaced, "a"
  ref \unit\().int, \unit
  .byte 1, \register
  end
.endm
  unit a, file=first.c
  described a, 0x55
  endunit a
  unit b, file=second.c
  described b, 0x54
  endunit b

# CHECK: function moved: out: unexpected register for a parameter: in second.c
