# Types that no C program can have: each reaches itself without passing through a pointer to a
# name, or contains itself. The cycle is cut where it is closed, and counted; what is sound stays,
# and a kernel accepts the rest.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/Inputs %s -o %t.o
# RUN: %types %t.o 2> %t.err | FileCheck %s
# RUN: FileCheck %s --check-prefix=SAID < %t.err

.include "dwarf.inc"
  unit
  base u.int
u.a:
  die dTypedef, "a"
  ref u.b
u.b:
  die dTypedef, "b"
  ref u.a
u.const:
  die dConst
  ref u.const
u.array:
  die dArray
  ref u.array
  die dCount
  .long 2
  end
u.pointer:
  die dPointer
  ref u.pointer
u.atomic:
  die dAlias
  ref u.atomic
  # Two that stand for each other, and a typedef of one.
u.alias:
  die dAlias
  ref u.other
u.other:
  die dAlias
  ref u.alias
  die dTypedef, "of_alias"
  ref u.alias
  # By value: itself, in an array, two in each other.
u.self:
  die dStruct, "self"
  .long 8
  die dMember, "number"
  ref u.int
  .long 0
  die dMember, "again"
  ref u.self
  .long 0
  end
u.row:
  die dArray
  ref u.inArray
  die dCount
  .long 1
  end
u.inArray:
  die dStruct, "in_array"
  .long 4
  die dMember, "again"
  ref u.row
  .long 0
  end
u.one:
  die dStruct, "one"
  .long 4
  die dMember, "two"
  ref u.two
  .long 0
  end
u.two:
  die dUnion, "two"
  .long 4
  die dMember, "one"
  ref u.one
  .long 0
  end
u.nameless:
  die dNameless
  .long 4
  die dMember, "again"
  ref u.nameless
  .long 0
  end
  die dStruct, "holds_nameless"
  .long 4
  die dMember, "n"
  ref u.nameless
  .long 0
  end
u.proto:
  die dProto
  die dParam
  ref u.proto
  end
  # Sound: through a pointer.
u.list:
  die dStruct, "list"
  .long 8
  die dMember, "next"
  ref u.next
  .long 0
  end
u.next:
  die dPointer
  ref u.list
  endunit

# CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
# CHECK-DAG: TYPEDEF 'a'
# CHECK-DAG: TYPEDEF 'b'
# CHECK-DAG: STRUCT 'self' size=8 vlen=1; 'number' type_id=[[INT]] bits_offset=0{{$}}
# CHECK-DAG: STRUCT 'in_array' size=4 vlen=0{{$}}
# CHECK-DAG: [[LIST:[0-9]+]]] STRUCT 'list' size=8 vlen=1; 'next' type_id=[[NEXT:[0-9]+]] bits_offset=0{{$}}
# CHECK-DAG: {{^.}}[[NEXT]]] PTR '(anon)' type_id=[[LIST]]{{$}}
# SAID-DAG: cycles without a named struct, union or enumeration, which were cut
# SAID-DAG: members left out
