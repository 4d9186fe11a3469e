# A unit that runs past its section's end, by one byte or by less than its length field has: an error
# that says so, at once.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/Inputs --defsym MORE=0 %s -o %t.o && %types %t.o | FileCheck %s
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/Inputs --defsym MORE=1 %s -o %t.1.o
# RUN: not %btfgen -o %t.btf %t.1.o 2>&1 | FileCheck %s --check-prefix=SAID
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/Inputs --defsym MORE=3 %s -o %t.3.o
# RUN: not %btfgen -o %t.btf %t.3.o 2>&1 | FileCheck %s --check-prefix=SAID
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/Inputs --defsym MORE=9 %s -o %t.9.o
# RUN: not %btfgen -o %t.btf %t.9.o 2>&1 | FileCheck %s --check-prefix=SAID

.include "dwarf.inc"
  unit a
  base a.int
  endunit a
b:
  .long bEnd - . - 4 + MORE
  .short 4
  .long 0
  .byte 8
  die dUnit, "b.c"
  base b.int
  die dTypedef, "good"
  ref b.int, b
  end
bEnd:

# CHECK: TYPEDEF 'good'
# SAID: section .debug_info: unit at 0x{{[0-9a-f]+}}: length 0x{{[0-9a-f]+}} runs past the section's end at 0x
