# Types that differ only in what BTF cannot say are one type in it: by an enumerator without a value, by a
# member without a place.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types %t.o 2> %t.err > %t.out
# RUN: FileCheck %s --implicit-check-not=STRUCT --implicit-check-not="ENUM 'e'" --implicit-check-not=PTR < %t.out

.include "dwarf.inc"
  unit a
  base a.int
a.enum:
  die dEnum, "e"
  .byte 4
  die dEnumerator, "A"
  .quad 1
  die dNoValue, "B"
  end
a.struct:
  die dStruct, "s"
  .long 8
  die dMember, "a"
  ref a.int, a
  .long 0
  die dListed, "b"
  ref a.int, a
  .long 0
  end
  die dPointer
  ref a.struct, a
  endunit a
  unit b
  base b.int
  die dEnum, "e"
  .byte 4
  die dEnumerator, "A"
  .quad 1
  end
b.struct:
  die dStruct, "s"
  .long 8
  die dMember, "a"
  ref b.int, b
  .long 0
  end
  die dPointer
  ref b.struct, b
  endunit b

# CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
# CHECK-DAG: ENUM 'e' encoding=UNSIGNED size=4 vlen=1; 'A' val=1{{$}}
# CHECK-DAG: [[STRUCT:[0-9]+]]] STRUCT 's' size=8 vlen=1; 'a' type_id=[[INT]] bits_offset=0{{$}}
# CHECK-DAG: PTR '(anon)' type_id=[[STRUCT]]{{$}}
