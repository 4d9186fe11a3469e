# DWARF 5, 2.18: DW_AT_entry_pc as a constant counts from the function's first address. The symbol there is
# the one that the function is described under with true_signature, as in entry.c.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types --features=+true_signature %t.o | FileCheck %s --implicit-check-not="FUNC 'entered'"

.include "dwarf.inc"
  .text
  .byte 0x90, 0x90, 0x90
  .globl entered.constprop.0
  .type entered.constprop.0, @function
entered.constprop.0:
  ret
  .size entered.constprop.0, 1
  unit
  base u.int
  die dEntered, "entered"
  .quad .text
  .byte 3
  ref u.int
  end
  endunit

# CHECK: FUNC 'entered.constprop.0'
