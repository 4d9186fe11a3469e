# Before kernel 7.1 a record counts its elements in 16 bits. What a section has more of is left out
# and counted; with the layout feature, which only newer kernels know anyway, nothing is.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %btfgen --vars=all -o %t.btf %t.o 2> %t.err && FileCheck %s --check-prefix=SAID < %t.err
# RUN: %btfgen --dump %t.btf | grep DATASEC | FileCheck %s
# RUN: bpftool btf dump file %t.btf format raw > /dev/null
# RUN: %btfgen --vars=all --features=+layout -o %t.btf %t.o 2>&1 | count 0
# RUN: %btfgen --dump %t.btf | grep DATASEC | FileCheck %s --check-prefix=WIDE
# RUN: %btfgen --verify %t.btf | FileCheck %s --check-prefix=VERIFY

.include "dwarf.inc"
  .bss
  .quad 0
variables:
  .fill 66000, 4, 0
  unit
  base u.int
.set Place, 0
.rept 66000
  die dVariable, "v"
  ref u.int
  .byte 9, 3
  .quad variables + Place
  .set Place, Place + 4
.endr
  endunit

# SAID: 465 members or variables left out: there are more than BTF can count
# CHECK: DATASEC '.bss' size=262148 vlen=65535
# WIDE: DATASEC '.bss' size=264008 vlen=66000
# VERIFY: accepted; kernels from 7.1 accept it
