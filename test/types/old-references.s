# DW_FORM_ref_addr has the size of an address in DWARF 2, and that of an offset from DWARF 3 on.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: llvm-dwarfdump --debug-info %t.o | FileCheck %s --check-prefix=WITNESS
# RUN: %types %t.o | FileCheck %s

.include "dwarf.inc"
  unit a, 3
  base a.int
a.target:
  die dTypedef, "target"
  ref a.int, a
  endunit a
  unit b, 2
b.pointer:
  die dForeign
  .quad a.target
  die dTypedef, "two"
  ref b.pointer, b
b.used:
  die dForeignUsed
  .quad a.target
  .uleb128 8
  die dTypedef, "two_used"
  ref b.used, b
  endunit b
  unit c, 3
c.pointer:
  die dForeign
  .long a.target
  die dTypedef, "three"
  ref c.pointer, c
c.used:
  die dForeignUsed
  .long a.target
  .uleb128 8
  die dTypedef, "three_used"
  ref c.used, c
  endunit c

# WITNESS-COUNT-4: DW_TAG_pointer_type
# CHECK-DAG: [[TARGET:[0-9]+]]] TYPEDEF 'target'
# CHECK-DAG: [[POINTER:[0-9]+]]] PTR '(anon)' type_id=[[TARGET]]{{$}}
# CHECK-DAG: TYPEDEF 'two' type_id=[[POINTER]]
# CHECK-DAG: TYPEDEF 'two_used' type_id=[[POINTER]]
# CHECK-DAG: TYPEDEF 'three' type_id=[[POINTER]]
# CHECK-DAG: TYPEDEF 'three_used' type_id=[[POINTER]]
