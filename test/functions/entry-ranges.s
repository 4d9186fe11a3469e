# A list of ranges of DWARF 4 is of pairs that count from the unit's first address: the first may be 0, and only
# two zeros are its end. The symbol at the entry is the one that the function is described under with
# true_signature, as in entry.c.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu %s -o %t.o
# RUN: llvm-dwarfdump --debug-info %t.o | FileCheck %s --check-prefix=WITNESS
# RUN: %types --features=+true_signature %t.o | FileCheck %s --implicit-check-not="FUNC 'entered'"

  .text
  .byte 0x90, 0x90, 0x90
begin:
  .globl entered.constprop.0
  .type entered.constprop.0, @function
entered.constprop.0:
  ret
  .size entered.constprop.0, 1
  .section .text.unlikely,"ax",@progbits
  .byte 0x90
cold:
  ret
  .section .debug_ranges,"",@progbits
  .quad 0, 1
  .quad -1, cold # another base
  .quad 0, 1
  .quad 0, 0
  .section .debug_abbrev,"",@progbits
  .byte 1, 0x11, 1, 0x03, 0x08, 0x11, 0x01, 0, 0
  .byte 2, 0x24, 0, 0x03, 0x08, 0x0b, 0x0b, 0x3e, 0x0b, 0, 0
  .byte 3, 0x2e, 0, 0x03, 0x08, 0x49, 0x13, 0x55, 0x17, 0, 0
  .byte 0
  .section .debug_info,"",@progbits
u:
  .long end - . - 4
  .short 4
  .long 0
  .byte 8, 1
  .asciz "unit.c"
  .quad begin
int:
  .byte 2
  .asciz "int"
  .byte 4, 5, 3
  .asciz "entered"
  .long int - u, 0
  .byte 0
end:

# WITNESS: DW_AT_name ("entered")
# WITNESS: [0x0000000000000003, 0x0000000000000004)
# CHECK: FUNC 'entered.constprop.0'
