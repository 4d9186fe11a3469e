# DWARF 5, 7.5.5: a flag as DW_FORM_flag can be there and say no. Then a member is none of C++'s static ones, a
# function is defined, a variable has no linkage, is defined, and is none of the compiler's.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types --vars=all %t.o | FileCheck %s
# RUN: dwarf-reference %t.o

.include "dwarf.inc"
  .text
  .globl defined
  .type defined, @function
defined:
  ret
  .size defined, 1
  .globl declared
  .type declared, @function
declared:
  ret
  .size declared, 1
  .data
  .quad 0
place:
  .zero 128
  unit
  base u.int
  die dStruct, "s"
  .long 8
  die dFlaggedMember, "first"
  ref u.int
  .long 0
  .byte 0, 0
  die dFlaggedMember, "external"
  ref u.int
  .long 0
  .byte 1, 0
  die dFlaggedMember, "declared"
  ref u.int
  .long 0
  .byte 0, 1
  die dMember, "second"
  ref u.int
  .long 4
  end
  die dFlaggedFunction, "defined"
  .quad defined
  ref u.int
  .byte 0
  end
  die dFlaggedFunction, "declared"
  .quad declared
  ref u.int
  .byte 1
  end
  die dFlaggedVariable, "local"
  ref u.int
  .byte 9, 3
  .quad place
  .byte 0, 0, 0
  die dFlaggedVariable, "global"
  ref u.int
  .byte 9, 3
  .quad place + 8
  .byte 1, 0, 0
  die dFlaggedVariable, "declared"
  ref u.int
  .byte 9, 3
  .quad place + 16
  .byte 1, 1, 0
  die dFlaggedVariable, "artificial"
  ref u.int
  .byte 9, 3
  .quad place + 24
  .byte 0, 0, 1
  endunit

# CHECK-DAG: DATASEC '.data' size=20 vlen=2; {{.*}} offset=8 size=4 (VAR 'local'); {{.*}} offset=16 size=4 (VAR 'global'){{$}}
# CHECK-DAG: FUNC 'defined'
# CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
# CHECK-DAG: STRUCT 's' size=8 vlen=2; 'first' type_id=[[INT]] bits_offset=0; 'second' type_id=[[INT]] bits_offset=32{{$}}
# CHECK-DAG: VAR 'local' type_id=[[INT]], linkage=static
# CHECK-DAG: VAR 'global' type_id=[[INT]], linkage=global
