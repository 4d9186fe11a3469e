# A unit with more than 127 abbreviations has codes of two bytes, also in runs of members and modifiers,
# which are read in a loop of their own. Here they count from 1, as compilers do, and the fields of
# members stand in another order from code 255 on.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu %s -o %t.o
# RUN: llvm-dwarfdump -v --debug-info %t.o | FileCheck %s --check-prefix=WITNESS
# RUN: %types %t.o | FileCheck %s

.macro shape tag, children, attributes:vararg
  .uleb128 code
  .byte \tag, \children, \attributes, 0, 0
  .set code, code + 1
.endm
.macro filler
  shape 0x16, 0, 0x03, 0x08, 0x49, 0x13
.endm
  .section .debug_abbrev,"",@progbits
  .set code, 1
  shape 0x11, 1, 0x03, 0x08
  shape 0x24, 0, 0x03, 0x08, 0x0b, 0x0b, 0x3e, 0x0b
  shape 0x13, 1, 0x03, 0x08, 0x0b, 0x0b
.rept 129
  filler
.endr
.set member, 133
  shape 0x0d, 0, 0x03, 0x08, 0x49, 0x13, 0x38, 0x06
.set pointer, 134
  shape 0x0f, 0, 0x49, 0x13
.rept 120
  filler
.endr
.set typedef, 254
.set turned, 255
  shape 0x0d, 0, 0x03, 0x08, 0x38, 0x06, 0x49, 0x13
  .byte 0

.macro die number, text
  .uleb128 \number
  .ifnb \text
  .asciz "\text"
  .endif
.endm
  .section .debug_info,"",@progbits
u:
  .long end - . - 4
  .short 4
  .long 0
  .byte 8
  die 1, "unit.c"
int:
  die 2, "int"
  .byte 4, 5
to_int:
  die pointer
  .long int - u
first:
  die typedef, "first"
  .long to_int - u
  die typedef, "second"
  .long first - u
  die 3, "s"
  .byte 24
  die member, "a"
  .long int - u, 0
  die member, "b"
  .long to_int - u, 8
  die turned, "c"
  .long 16, int - u
  .byte 0
  .byte 0
end:

# WITNESS: DW_TAG_typedef [254]
# WITNESS: DW_TAG_member [133]
# WITNESS: DW_AT_name {{.*}}"b"
# CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
# CHECK-DAG: [[POINTER:[0-9]+]]] PTR '(anon)' type_id=[[INT]]{{$}}
# CHECK-DAG: [[FIRST:[0-9]+]]] TYPEDEF 'first' type_id=[[POINTER]]{{$}}
# CHECK-DAG: TYPEDEF 'second' type_id=[[FIRST]]{{$}}
# CHECK-DAG: STRUCT 's' size=24 vlen=3; 'a' type_id=[[INT]] bits_offset=0; 'b' type_id=[[POINTER]] bits_offset=64; 'c' type_id=[[INT]] bits_offset=128{{$}}
