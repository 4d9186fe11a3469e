# More sections than 16 bits count: their number and that of the section of names are in section
# header 0, and symbols have their section's in a table of its own. Encoded, and added to in place.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: llvm-readelf -h %t.o | FileCheck %s --check-prefix=WITNESS
# RUN: %types --vars=all --keep %t.btf %t.o | FileCheck %s
# RUN: cp %t.o %t.in.o && %btfgen --vars=all %t.in.o
# RUN: llvm-readelf -h %t.in.o | FileCheck %s --check-prefix=AFTER
# RUN: llvm-objcopy --dump-section .BTF=%t.section %t.in.o /dev/null && cmp %t.btf %t.section
# RUN: %btfgen --verify %t.in.o | FileCheck %s --check-prefix=VERIFY

.include "dwarf.inc"
.macro empty number
  .section .s\number,"",@progbits
.endm
.macro section number
  empty \number
.endm
.altmacro
.set Number, 0
.rept 66000
  section %Number
  .set Number, Number + 1
.endr
.noaltmacro
  .data
  .quad 0
  .globl variable
  .type variable, @object
  .size variable, 4
variable:
  .long 1
  .section .text.last,"ax",@progbits
  .globl function
  .type function, @function
function:
  ret
  unit
  base u.int
  die dVariable, "variable"
  ref u.int
  .byte 9, 3
  .quad variable
  die dFunction, "function"
  .quad function
  ref u.int
  end
  endunit

# WITNESS: Number of section headers: 0 (660{{[0-9]+}})
# WITNESS: Section header string table index: {{65535 \([0-9]+\)|[0-9]+}}
# CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
# CHECK-DAG: [[VAR:[0-9]+]]] VAR 'variable' type_id=[[INT]], linkage=static
# CHECK-DAG: DATASEC '.data' size=12 vlen=1; type_id=[[VAR]] offset=8 size=4
# CHECK-DAG: FUNC 'function'
# AFTER: Number of section headers: 0 (660{{[0-9]+}})
# VERIFY: accepted
