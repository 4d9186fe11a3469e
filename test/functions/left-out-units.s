# Of a function without debug information, --explain says that units were left out, which may have had it.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %btfgen --explain -o /dev/null %t.o 2> /dev/null | FileCheck %s
#
# In PowerPC's newer ABI symbols are the functions' own: there is no .opd.
# RUN: llvm-mc -filetype=obj -triple=powerpc64le-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %btfgen --explain -o /dev/null %t.o 2> /dev/null | FileCheck %s

.include "dwarf.inc"
  .text
  .globl lost
  .type lost, @function
lost:
  .byte 0
  .size lost, 1
  unit a
  base a.int
  endunit a
  unit b
  .byte 99 # no abbreviation has this code
  endunit b

# CHECK: function lost: out: no debug information: but 1 units were left out
