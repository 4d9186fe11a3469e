# Members that DWARF can state and BTF cannot: bitfields of types that are no integers or too wide,
# with an offset that is no bit of the struct, members that start inside a byte, lie beyond the end,
# or not at the start of a union, or whose name is in a file that is not there. Each costs itself,
# whatever form DWARF has for it.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types %t.o 2> %t.err | FileCheck %s
# RUN: FileCheck %s --check-prefix=SAID < %t.err
# RUN: %btfgen --explain -o /dev/null %t.o 2> /dev/null | FileCheck %s --check-prefix=WHY

.include "dwarf.inc"
  unit
  base u.int
u.float:
  die dBase, "float"
  .byte 4, 4
u.pointer:
  die dVoid
  die dStruct, "s"
  .long 16
  die dMember, "good"
  ref u.int
  .long 0
  die dBitfield, "of_pointer"
  ref u.pointer
  .long 64
  .byte 3
  die dBitfield, "of_float"
  ref u.float
  .long 64
  .byte 3
  die dBitfield, "wide"
  ref u.int
  .long 32
  .byte 33
  die dBitfield, "field"
  ref u.int
  .long 35
  .byte 7
  die dBitfield, "inside"
  ref u.int
  .long 43
  .byte 0
  die dMember, "beyond"
  ref u.int
  .long 13
  die dMember, "far"
  ref u.int
  .long 0xfffffff0
  # Counted from the other end, behind the start and far away.
  die dOldField, "old"
  ref u.int
  .byte 4
  .long 29
  .byte 3
  .long 8
  die dOldField, "hostile"
  ref u.int
  .byte 1
  .long 0xffffffff
  .byte 1
  .long 8
  die dOldField, "tiny"
  ref u.int
  .byte 1
  .long 0x7fffffff
  .byte 1
  .long 0
  die dNameAway
  .long 0
  ref u.int
  .long 12
  end
  die dUnion, "u"
  .long 8
  die dMember, "start"
  ref u.int
  .long 0
  die dMember, "behind"
  ref u.int
  .long 4
  die dEllipsis # belongs to functions
  end
  endunit

# CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
# CHECK-DAG: STRUCT 's' size=16 vlen={{[0-9]}}; 'good' type_id=[[INT]] bits_offset=0; {{.*}}'field' type_id=[[INT]] bits_offset=35 bitfield_size=7; 'old' type_id=[[INT]] bits_offset=64 bitfield_size=3{{$}}
# CHECK-DAG: UNION 'u' size=8 vlen=1; 'start' type_id=[[INT]] bits_offset=0{{$}}
# SAID: members left out: BTF cannot represent them
# WHY-DAG: unsupported-member s.of_pointer: it is a bitfield of a type that is no integer
# WHY-DAG: unsupported-member s.of_float: it is a bitfield of a type that is no integer
# WHY-DAG: unsupported-member s.wide: it is a bitfield wider than its type
# WHY-DAG: unsupported-member s.inside: it does not start at a byte
# WHY-DAG: unsupported-member s.beyond: it ends beyond the end of the struct or union
# WHY-DAG: unsupported-member s.far: it has no type, or its place is not constant
# WHY-DAG: unsupported-member s.hostile: it has no type, or its place is not constant
# WHY-DAG: unsupported-member s.tiny: it has no type, or its place is not constant
# WHY-DAG: unsupported-member s.(anonymous): it has no type, or its place is not constant
# WHY-DAG: unsupported-member u.behind: it is not at the start of the union
