# A unit that ends inside its own DIE is left out, and counted, though nothing follows that DIE.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/Inputs %s -o %t.o
# RUN: %types %t.o 2> %t.err | FileCheck %s && FileCheck %s --check-prefix=SAID < %t.err
# RUN: not llvm-dwarfdump --verify %t.o | FileCheck %s --check-prefix=WITNESS

.include "dwarf.inc"
  unit a
  base a.int
  endunit a
b:
  .long bEnd - . - 4
  .short 4
  .long 0
  .byte 8
  die dPlacedUnit, "b.c"
  .byte 100
bEnd:

# CHECK: INT 'int'
# SAID: 1 units left out: their DIEs cannot be read
# WITNESS: error
