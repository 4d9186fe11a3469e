# Types that differ only in what BTF cannot say are one type in it: by an enumerator without a value, by a
# member without a place, by what a pointer points to.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs --defsym ENUM=1 %s -o %t.1.o
# RUN: %types %t.1.o 2> %t.err > %t.out && FileCheck %s --check-prefix=ENUM < %t.out && grep "ENUM 'e'" %t.out | count 1
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs --defsym MEMBER=1 %s -o %t.2.o
# RUN: %types %t.2.o 2> %t.err > %t.out && FileCheck %s --check-prefix=MEMBER < %t.out && grep -E "STRUCT|PTR" %t.out | count 2
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs --defsym POINTER=1 %s -o %t.3.o
# RUN: %types %t.3.o 2> %t.err > %t.out && FileCheck %s --check-prefix=POINTER < %t.out && grep -E "TYPEDEF|PTR" %t.out | count 2

.include "dwarf.inc"
.macro types unit, more
  base \unit\().int
.ifdef ENUM
  die dEnum, "e"
  .byte 4
  die dEnumerator, "A"
  .quad 1
  .if \more
  die dNoValue, "B"
  .endif
  end
.endif
.ifdef MEMBER
\unit\().struct:
  die dStruct, "s"
  .long 8
  die dMember, "a"
  ref \unit\().int, \unit
  .long 0
  .if \more
  die dListed, "b"
  ref \unit\().int, \unit
  .long 0
  .endif
  end
  die dPointer
  ref \unit\().struct, \unit
.endif
.ifdef POINTER
\unit\().complex:
  .if \more
  die dBase, "complex float"
  .byte 8, 3
  .else
  die dBase, "complex double"
  .byte 16, 3
  .endif
\unit\().pointer:
  die dPointer
  ref \unit\().complex, \unit
  die dTypedef, "t"
  ref \unit\().pointer, \unit
.endif
.endm
  unit a
  types a, 1
  endunit a
  unit b
  types b, 0
  endunit b

# ENUM: ENUM 'e' encoding=UNSIGNED size=4 vlen=1; 'A' val=1{{$}}
# MEMBER-DAG: [[INT:[0-9]+]]] INT 'int'
# MEMBER-DAG: [[STRUCT:[0-9]+]]] STRUCT 's' size=8 vlen=1; 'a' type_id=[[INT]] bits_offset=0{{$}}
# MEMBER-DAG: PTR '(anon)' type_id=[[STRUCT]]{{$}}
# POINTER-DAG: [[POINTER:[0-9]+]]] PTR '(anon)' type_id=0{{$}}
# POINTER-DAG: TYPEDEF 't' type_id=[[POINTER]]{{$}}
