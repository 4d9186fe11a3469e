# A static member (C++ before DWARF 5) is no part of the object: it is no member, and its tags belong
# to no other.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types %t.o > %t.out && FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

.include "dwarf.inc"
.macro tag value
  die dTag, "btf_decl_tag"
  .asciz "\value"
.endm
  unit
  base u.int
  die dStruct, "s"
  .long 8
  die dStatic, "before"
  ref u.int
  tag before
  end
  die dTagged, "a"
  ref u.int
  .long 0
  tag "on a"
  end
  die dStatic, "between"
  ref u.int
  tag between
  end
  die dTagged, "b"
  ref u.int
  .long 4
  tag "on b"
  end
  tag "on s"
  end
  endunit

# CHECK-DAG: [[S:[0-9]+]]] STRUCT 's' size=8 vlen=2; 'a' type_id={{[0-9]+}} bits_offset=0; 'b' type_id={{[0-9]+}} bits_offset=32{{$}}
# CHECK-DAG: DECL_TAG 'on s' type_id=[[S]] component_idx=-1
# CHECK-DAG: DECL_TAG 'on a' type_id=[[S]] component_idx=0
# CHECK-DAG: DECL_TAG 'on b' type_id=[[S]] component_idx=1
# NOT-NOT: {{before|between}}
