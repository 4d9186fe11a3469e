# A unit with more than 127 abbreviations has codes of two bytes, also in runs of members and modifiers,
# which are read in a loop of their own.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: llvm-dwarfdump --debug-info %t.o | FileCheck %s --check-prefix=WITNESS
# RUN: %types %t.o | FileCheck %s

.include "dwarf.inc"
  unit
  base u.int
u.pointer:
  die dFarPointer
  ref u.int
u.first:
  die dFarTypedef, "first"
  ref u.pointer
  die dFarTypedef, "second"
  ref u.first
  die dStruct, "s"
  .long 24
  die dFarMember, "a"
  ref u.int
  .long 0
  die dFarMember, "b"
  ref u.pointer
  .long 8
  die dFarTurned, "c"
  .long 16
  ref u.int
  end
  endunit

# WITNESS: DW_TAG_typedef
# WITNESS: DW_AT_name ("second")
# WITNESS: DW_AT_name ("b")
# CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
# CHECK-DAG: [[POINTER:[0-9]+]]] PTR '(anon)' type_id=[[INT]]{{$}}
# CHECK-DAG: [[FIRST:[0-9]+]]] TYPEDEF 'first' type_id=[[POINTER]]{{$}}
# CHECK-DAG: TYPEDEF 'second' type_id=[[FIRST]]{{$}}
# CHECK-DAG: STRUCT 's' size=24 vlen=3; 'a' type_id=[[INT]] bits_offset=0; 'b' type_id=[[POINTER]] bits_offset=64; 'c' type_id=[[INT]] bits_offset=128{{$}}
