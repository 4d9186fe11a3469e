# Units that refer to each other are read as one, and one whose DIEs cannot be read costs all of them: so many are counted.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/Inputs %s -o %t.o
# RUN: %types %t.o 2> %t.err | FileCheck %s --implicit-check-not=lost
# RUN: FileCheck %s --check-prefix=SAID < %t.err

.include "dwarf.inc"
  unit a
  base a.int
  die dTypedef, "lost"
  ref a.int, a
  endunit a
  unit b
  die dForeign
  .long a.int - .debug_info
  die 99, "?"
  endunit b
  unit c
  base c.int
  die dTypedef, "kept"
  ref c.int, c
  endunit c
  # A partial unit, as dwz makes them: then types are not shared.
  .long dEnd - . - 4
  .short 5
  .byte 3, 8
  .long 0
  die dUnit, "partial"
  end
dEnd:

# CHECK: TYPEDEF 'kept'
# SAID: 2 units left out: their DIEs cannot be read
