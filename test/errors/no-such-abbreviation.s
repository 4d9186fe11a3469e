# A DIE whose abbreviation code the unit's table does not have, or a table that does not exist, costs the unit: the others
# are read, and what was left out is said. With --strict it is an error that names the place.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/Inputs %s -o %t.o
# RUN: llvm-dwarfdump --verify %t.o > %t.witness || FileCheck %s --check-prefix=WITNESS < %t.witness
# RUN: %types %t.o 2> %t.err | FileCheck %s
# RUN: FileCheck %s --check-prefix=SAID < %t.err
# RUN: rm -f %t.btf && not %btfgen --strict -o %t.btf %t.o 2>&1 | FileCheck %s --check-prefix=STRICT
# RUN: test ! -e %t.btf
# RUN: cp %t.o %t.in.o && not %btfgen --strict %t.in.o 2>/dev/null && cmp %t.o %t.in.o

.include "dwarf.inc"
  unit a
  base a.int
  die dTypedef, "before"
  ref a.int, a
bad:
  die 99, "?"
  endunit a
  unit b
  base b.int
  die dTypedef, "good"
  ref b.int, b
  endunit b
  # A code that takes ten bytes, and one that does not end.
  unit c
  .byte 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01
  endunit c
  unit d
  .byte 0xff, 0xff
dEnd:
  # A table outside its section.
  .long 8
  .short 4
  .long 0x7fffffff
  .byte 8, 1

# WITNESS: rror
# CHECK-NOT: TYPEDEF 'before'
# CHECK: TYPEDEF 'good'
# CHECK-NOT: TYPEDEF 'before'
# SAID: 4 units left out: their DIEs cannot be read
# STRICT: .o: section .debug_info: unit at 0x0, DIE at 0x{{.*}}: abbreviation code that the unit's table does not have
