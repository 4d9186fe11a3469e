# A list of ranges of DWARF 5 (7.25) has entries of several kinds, of which compilers write a few. The symbol at
# the entry is the one that the function is described under with true_signature, as in entry.c.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu %s -o %t.o
# RUN: llvm-dwarfdump --debug-info %t.o | FileCheck %s --check-prefix=WITNESS
# RUN: %types --features=+true_signature %t.o > %t.out && FileCheck %s < %t.out
# RUN: not grep -E "FUNC '[a-z_]+'" %t.out

# All code lies behind what another symbol names.
.macro function name
  .byte 0x90
  .globl \name\().constprop.0
  .type \name\().constprop.0, @function
\name\().constprop.0:
  ret
  .size \name\().constprop.0, 1
.endm
  .text
.irp name, base_addressx, startx_endx, startx_length, base_address, start_end, start_length, unit_base, by_index
  function \name
.endr
  .section .text.unlikely,"ax",@progbits
cold:
  ret
  .section .debug_addr,"",@progbits
  .long addr_end - . - 4
  .short 5
  .byte 8, 0
addr_base:
  .quad base_addressx.constprop.0 - 1, startx_endx.constprop.0, startx_endx.constprop.0 + 1, startx_length.constprop.0
addr_end:
  .section .debug_rnglists,"",@progbits
  .long lists_end - . - 4
  .short 5
  .byte 8, 0
  .long 1
lists:
  .long by_index - lists
base_addressx:
  .byte 1, 0, 4, 1, 2, 0
startx_endx:
  .byte 2, 1, 2, 0
startx_length:
  .byte 3, 3, 1, 0
base_address:
  .byte 5
  .quad base_address.constprop.0 - 2
  .byte 4, 2, 3, 0
start_end:
  .byte 6
  .quad start_end.constprop.0, start_end.constprop.0 + 1
  .byte 0
start_length:
  .byte 7
  .quad start_length.constprop.0
  .byte 1, 0
# An empty range is none, neither is cold code the entry.
unit_base:
  .byte 4, 0, 0
  .byte 7
  .quad cold
  .byte 1
  .byte 4
  .uleb128 unit_base.constprop.0 - .text
  .uleb128 unit_base.constprop.0 - .text + 1
  .byte 0
by_index:
  .byte 7
  .quad by_index.constprop.0
  .byte 1, 0
lists_end:
  .section .debug_abbrev,"",@progbits
  # The unit: name, low_pc, addr_base, rnglists_base.
  .byte 1, 0x11, 1, 0x03, 0x08, 0x11, 0x01, 0x73, 0x17, 0x74, 0x17, 0, 0
  .byte 2, 0x24, 0, 0x03, 0x08, 0x0b, 0x0b, 0x3e, 0x0b, 0, 0
  .byte 3, 0x2e, 0, 0x03, 0x08, 0x49, 0x13, 0x55, 0x17, 0, 0
  .byte 4, 0x2e, 0, 0x03, 0x08, 0x49, 0x13, 0x55, 0x23, 0, 0
  .byte 0
  .section .debug_info,"",@progbits
u:
  .long end - . - 4
  .short 5
  .byte 1, 8
  .long 0
  .byte 1
  .asciz "unit.c"
  .quad .text
  .long addr_base - .debug_addr, lists - .debug_rnglists
int:
  .byte 2
  .asciz "int"
  .byte 4, 5
.irp name, base_addressx, startx_endx, startx_length, base_address, start_end, start_length, unit_base
  .byte 3
  .asciz "\name"
  .long int - u, \name - .debug_rnglists
.endr
  .byte 4
  .asciz "by_index"
  .long int - u
  .byte 0
  .byte 0
end:

# WITNESS-COUNT-8: DW_TAG_subprogram
# CHECK: FUNC 'base_address.constprop.0'
# CHECK: FUNC 'base_addressx.constprop.0'
# CHECK: FUNC 'by_index.constprop.0'
# CHECK: FUNC 'start_end.constprop.0'
# CHECK: FUNC 'start_length.constprop.0'
# CHECK: FUNC 'startx_endx.constprop.0'
# CHECK: FUNC 'startx_length.constprop.0'
# CHECK: FUNC 'unit_base.constprop.0'
