# What DWARF can say of parameters and compilers seldom do. What an instance says itself takes precedence
# over its DW_AT_abstract_origin (DWARF 5, 3.3.8.3), and a parameter's origin is found in whichever
# function it is. DW_OP_entry_value says where a parameter came in, and of a value in two pieces the
# register is that of the piece which has one. A parameter on the stack may have a type that is none.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types %t.o | FileCheck %s
# RUN: %btfgen --explain -o /dev/null %t.o | FileCheck %s --check-prefix=WHY

.include "dwarf.inc"
  .text
.irp name, before, other, instance, stray, entered, right, halves, behind
  .globl \name
  .type \name, @function
\name:
  ret
  .size \name, 1
.endr
.macro function name, shape=dFunction
  die \shape, "\name"
  .quad \name
.endm
# In rdi, the first register.
.macro argument name
  die dPlaced, "\name"
  ref u.int
  .byte 1, 0x55
.endm
  unit
  base u.int
u.long:
  die dBase, "long"
  .byte 8, 5
u.int128:
  die dBase, "__int128"
  .byte 16, 5
  function before
  ref u.int
  argument x
  end
u.other:
  function other
  ref u.int
u.y:
  argument y
  end
  function instance, dInstance
  ref u.other
  ref u.long
  die dPassed
  ref u.y
  .byte 1, 0x55
  end
  function stray
  ref u.int
  die dPassed
  ref u.y
  .byte 1, 0x55
  end
# DW_OP_entry_value(rsi), DW_OP_stack_value; the same of rdi.
  function entered
  ref u.int
  die dPlaced, "a"
  ref u.int
  .byte 4, 0xa3, 1, 0x54, 0x9f
  end
  function right
  ref u.int
  die dPlaced, "a"
  ref u.int
  .byte 4, 0xa3, 1, 0x55, 0x9f
  end
# DW_OP_implicit_value of 8 bytes, DW_OP_piece 8, DW_OP_reg3 (rbx), DW_OP_piece 8.
  function halves
  ref u.int
  die dPlaced, "a"
  ref u.int128
  .byte 15, 0x9e, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0x93, 8, 0x53, 0x93, 8
  end
  function behind
  ref u.int
.irpc name, abcdef
  die dArgument, "\name"
  ref u.int
.endr
  die dArgument, "g"
  .long 1 # in the unit's header
  end
  endunit

# CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
# CHECK-DAG: [[LONG:[0-9]+]]] INT 'long'
# CHECK-DAG: [[OWN:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[LONG]] vlen=1; 'y' type_id=[[INT]]{{$}}
# CHECK-DAG: [[THEIRS:[0-9]+]]] FUNC_PROTO '(anon)' ret_type_id=[[INT]] vlen=1; 'y' type_id=[[INT]]{{$}}
# CHECK-DAG: FUNC 'instance' type_id=[[OWN]]
# CHECK-DAG: FUNC 'other' type_id=[[THEIRS]]
# CHECK-DAG: FUNC 'stray' type_id=[[THEIRS]]
# WHY-DAG: function entered: out: unexpected register for a parameter
# WHY-DAG: function right: in: in unit.c
# WHY-DAG: function halves: out: unexpected register for a parameter
# WHY-DAG: function behind: out: unreadable type
