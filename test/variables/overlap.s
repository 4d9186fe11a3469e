# Two variables that share bytes: a kernel refuses such a section, so the second is left out, and said.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types --vars=all %t.o 2> %t.err | FileCheck %s
# RUN: FileCheck %s --check-prefix=SAID < %t.err
# RUN: %btfgen --vars=all --explain=inside -o /dev/null %t.o 2> /dev/null | FileCheck %s --check-prefix=WHY
# RUN: %btfgen --vars=all --report - -o %t.btf %t.o 2> /dev/null > %t.json && %python -m json.tool %t.json | FileCheck %s --check-prefix=JSON

.include "dwarf.inc"
  .data
  .quad 0
place:
  .quad 0, 0
  unit
  base u.int
u.long:
  die dBase, "long"
  .byte 8, 5
  die dVariable, "whole"
  ref u.long
  .byte 9, 3
  .quad place
  die dVariable, "inside"
  ref u.int
  .byte 9, 3
  .quad place + 4
  die dVariable, "next"
  ref u.int
  .byte 9, 3
  .quad place + 8
  die dVariable, "untyped"
  .long 0x1000000
  .byte 9, 3
  .quad place + 12
  die dVariable, "start"
  ref u.int
  .byte 9, 3
  .quad place - 8
  endunit

# CHECK: DATASEC '.data' size=20 vlen=2; type_id={{[0-9]+}} offset=8 size=8 (VAR 'whole'); type_id={{[0-9]+}} offset=16 size=4 (VAR 'next'){{$}}
# SAID-DAG: 1 variables left out: they overlap another
# SAID-DAG: 1 variables left out: they have no type or size
# SAID-DAG: 1 variables left out: at offset 0 and not in the symbol table
# WHY: variable-overlap inside: with whole in .data
# WHY-NOT: {{.}}
# JSON: "variable-overlap": 1,
# JSON: "category": "variable-overlap",
# JSON-NEXT: "subject": "inside",
# JSON-NEXT: "detail": "with whole in .data"
