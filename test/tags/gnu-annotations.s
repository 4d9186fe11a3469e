# GCC's tags (16 and later): DIEs of their own, in chains that several may share. A tag without text,
# on something that cannot carry it, or in a chain without end is left out.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types %t.o > %t.out && FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

.include "dwarf.inc"
.macro note label, shape, kind, value
\label:
  die \shape, "\kind"
  .asciz "\value"
.endm
  .text
  .globl f
  .type f, @function
f:
  ret
  unit
  base u.int
  note u.last, dNote, btf_decl_tag, last
  note u.first, dNextNote, btf_decl_tag, first
  ref u.last
  note u.type, dNote, btf_type_tag, inner
  note u.outer, dNextNote, btf_type_tag, outer
  ref u.type
  note u.loop, dNextNote, btf_decl_tag, loop
  ref u.loop
  note u.empty, dNote, btf_decl_tag,
  note u.other, dNote, something_else, other
  die dNoted, "s"
  .long 8
  ref u.first
  die dNotedMember, "a"
  ref u.int
  .long 0
  ref u.empty
  die dNotedMember, "b"
  ref u.int
  .long 4
  ref u.last
  end
  die dNoted, "t"
  .long 0
  ref u.loop
  end
  die dNoted, "u"
  .long 0
  ref u.other
  end
  die dNoted, "v"
  .long 0
  ref u.int
  end
  die dNotedPointer
  ref u.int
  ref u.outer
  die dNotedFunction, "f"
  .quad f
  ref u.int
  ref u.first
  end
  endunit

# CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
# CHECK-DAG: [[S:[0-9]+]]] STRUCT 's' size=8 vlen=2
# CHECK-DAG: DECL_TAG 'first' type_id=[[S]] component_idx=-1
# CHECK-DAG: DECL_TAG 'last' type_id=[[S]] component_idx=-1
# CHECK-DAG: DECL_TAG 'last' type_id=[[S]] component_idx=1
# CHECK-DAG: [[T:[0-9]+]]] STRUCT 't'
# CHECK-DAG: DECL_TAG 'loop' type_id=[[T]] component_idx=-1
# CHECK-DAG: [[INNER:[0-9]+]]] TYPE_TAG 'inner' type_id=[[INT]]{{$}}
# CHECK-DAG: [[OUTER:[0-9]+]]] TYPE_TAG 'outer' type_id=[[INNER]]{{$}}
# CHECK-DAG: PTR '(anon)' type_id=[[OUTER]]{{$}}
# CHECK-DAG: [[F:[0-9]+]]] FUNC 'f'
# CHECK-DAG: DECL_TAG 'first' type_id=[[F]] component_idx=-1
# CHECK-DAG: DECL_TAG 'last' type_id=[[F]] component_idx=-1
# NOT-COUNT-6: DECL_TAG
# NOT-NOT: DECL_TAG
