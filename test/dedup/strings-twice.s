# A linker need not merge strings: then names at different offsets of .debug_str are the same, and so are
# the types that have them.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: objcopy --set-section-flags .debug_str=debug,readonly %t.o && ld -e 0 %t.o -o %t
# RUN: llvm-readelf -p .debug_str %t | FileCheck %s --check-prefix=WITNESS
# RUN: %types --stats %t > %t.out 2> %t.err && FileCheck %s --check-prefix=STAGES < %t.err
# RUN: FileCheck %s < %t.out && grep TYPEDEF %t.out | count 1

.include "dwarf.inc"
  .section .debug_str,"MS",@progbits,1
first:
  .asciz "repeated"
second:
  .asciz "repeated"
.macro described unit, name
  unit \unit
  base \unit\().int
  die dStrp
  .long \name
  ref \unit\().int, \unit
  endunit \unit
.endm
  described a, first
  described b, second

# WITNESS: repeated
# WITNESS: repeated
# STAGES: {{^}}stage
# STAGES-NEXT: {{^}}read in vain
# STAGES-NEXT: {{^}}open
# CHECK: TYPEDEF 'repeated'
