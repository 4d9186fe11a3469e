# References that lead nowhere are not taken for void: what has them is left out, and counted. Into
# another unit's bytes, between DIEs, to DIEs that are no types, outside the section, and by a
# signature that no unit has.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/Inputs %s -o %t.o
# RUN: %types %t.o > %t.out 2> %t.err && FileCheck %s < %t.out
# RUN: not grep -E "type_id=0|FUNC_PROTO|minus_one|between|outside_unit" %t.out
# RUN: FileCheck %s --check-prefix=SAID < %t.err

.include "dwarf.inc"
  unit
  die dTypedef, "outside_unit"
  .long 0x7fffffff
  die dTypedef, "minus_one"
  .long 0xffffffff
  die dTypedef, "behind_the_end"
  .long uEnd - u
  die dTypedef, "to_the_header"
  .long 0
  die dTypedef, "to_the_unit"
  .long 11
  die dTypedef, "between"
  .long u.int + 1 - u
  die dTypedef, "to_a_namespace"
  ref u.space
  die dTypedef, "to_a_member"
  ref u.member
u.space:
  die dNamespace, "space"
  end
  base u.int
  die dStruct, "s"
  .long 8
u.member:
  die dMember, "good"
  ref u.int
  .long 0
  die dMember, "bad"
  .long 0x10000000, 4
  end
  die dTypedef, "sound"
  ref u.int
  die dProto
  die dParam
  .long 0x20000000
  die dParam
  ref u.int
  end
  endunit
  unit x
  die dForeign
  .long 0x7ffffff0
  die dForeign
  .long 0xffffffff
  die dForeign
  .long u.member - .debug_info
  die dForeign
  .long u.int - .debug_info
  die dSigned
  .quad 0x123456789
  die dSigned
  .quad -1
  die dSigned
  .quad -2
  endunit x
  # The signatures that hash tables like to reserve.
  .section .debug_types,"",@progbits
  .irp value, -1, -2
1:
  .long 2f - . - 4
  .short 4
  .long 0
  .byte 8
  .quad \value
  .long 3f - 1b
  die dTypeUnit
3:
  die dStruct, "by_signature"
  .long 1
  end
  end
2:
  .endr

# CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
# CHECK-DAG: [[S:[0-9]+]]] STRUCT 'by_signature' size=1 vlen=0
# CHECK-DAG: PTR '(anon)' type_id=[[INT]]{{$}}
# CHECK-DAG: PTR '(anon)' type_id=[[S]]{{$}}
# CHECK-DAG: STRUCT 's' size=8 vlen=1; 'good' type_id=[[INT]] bits_offset=0{{$}}
# CHECK-DAG: TYPEDEF 'sound' type_id=[[INT]]{{$}}
# SAID-DAG: 14 references that cannot be followed: members, variables and functions that contain them are left out
# SAID-DAG: 8 types left out
# SAID-DAG: 1 members left out
