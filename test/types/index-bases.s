# A unit of DWARF 5 that does not say where its strings' offsets and its addresses are listed has those right
# behind the header of the section (7.26, 7.27), which is larger in the 64-bit format.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu %s -o %t.o
# RUN: %types --vars=all %t.o | FileCheck %s
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu --defsym DWARF64=1 %s -o %t.64.o
# RUN: %types --vars=all %t.64.o | FileCheck %s

  .data
  .quad 0
variable:
  .long 1
  .section .debug_str,"MS",@progbits,1
unit_name:
  .asciz "unit.c"
int_name:
  .asciz "int"
type_name:
  .asciz "number"
variable_name:
  .asciz "variable"

.macro offset value:vararg
  .ifdef DWARF64
  .quad \value
  .else
  .long \value
  .endif
.endm
# A unit's length, up to the label.
.macro length end
  .ifdef DWARF64
  .long 0xffffffff
  .quad \end - . - 8
  .else
  .long \end - . - 4
  .endif
.endm
  .section .debug_str_offsets,"",@progbits
  length offsets_end
  .short 5, 0
  offset unit_name
  offset int_name
  offset type_name
  offset variable_name
offsets_end:
  .section .debug_addr,"",@progbits
  length addresses_end
  .short 5
  .byte 8, 0
  .quad 0
  .quad variable
addresses_end:

.macro shape code, tag, children, attributes:vararg
  .byte \code, \tag, \children, \attributes, 0, 0
.endm
  .section .debug_abbrev,"",@progbits
  shape 1, 0x11, 1, 0x03, 0x25
  shape 2, 0x24, 0, 0x03, 0x25, 0x0b, 0x0b, 0x3e, 0x0b
  shape 3, 0x16, 0, 0x03, 0x25, 0x49, 0x13
  shape 4, 0x34, 0, 0x03, 0x1a, 0x49, 0x13, 0x02, 0x18
  .byte 0
  .section .debug_info,"",@progbits
u:
  length end
  .short 5
  .byte 1, 8
  offset 0
  .byte 1, 0
int:
  .byte 2, 1, 4, 5
type:
  .byte 3, 2
  .long int - u
  .byte 4
  .uleb128 3
  .long type - u
  .byte 2, 0xa1, 1 # DW_OP_addrx 1
  .byte 0
end:

# CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
# CHECK-DAG: [[NUMBER:[0-9]+]]] TYPEDEF 'number' type_id=[[INT]]
# CHECK-DAG: [[VAR:[0-9]+]]] VAR 'variable' type_id=[[NUMBER]]
# CHECK-DAG: DATASEC '.data' {{.*}}type_id=[[VAR]] offset=8 size=4
