# Lengths of arrays by upper bound and by count, in every form. An upper bound of -1 is [0], also in the form
# that fits an address of 32 bits; data forms have no sign otherwise. A length that BTF cannot say is not said.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types %t.o 2> /dev/null | FileCheck %s
# RUN: %btfgen --explain -o /dev/null %t.o 2> /dev/null | FileCheck %s --check-prefix=WHY
# RUN: %btfgen --explain -o /dev/null %t.o 2> /dev/null | FileCheck %s --check-prefix=NOT

.macro array name, unit, shape, value:vararg
\unit\().\name\().a:
  die dArray
  ref \unit\().char, \unit
  die \shape
  \value
  end
  die dTypedef, "\name"
  ref \unit\().\name\().a, \unit
.endm
.include "dwarf.inc"
  unit a
a.char:
  die dBase, "char"
  .byte 1, 6
  array last1, a, dLast1, .byte 0xff
  array last4, a, dLast4, .long 0xfffffffe
  array last4_more, a, dLast4, .long 0xffffffff
  array last8, a, dLast8, .quad -1
  array last8_most, a, dLast8, .quad 0xfffffffe
  array last8_more, a, dLast8, .quad 0xffffffff
  array last8_negative, a, dLast8, .quad -2
  array last_signed, a, dLastSigned, .sleb128 -1
  array last_signed_most, a, dLastSigned, .sleb128 0xfffffffe
  array last_signed_more, a, dLastSigned, .sleb128 0xffffffff
  array last_signed_negative, a, dLastSigned, .sleb128 -2
  array count4, a, dCount, .long 0xffffffff
  array count8, a, dCount8, .quad 0xffffffff
  array count8_more, a, dCount8, .quad 0x100000000
  endunit a
  unit b, 4, 4
b.char:
  die dBase, "char"
  .byte 1, 6
  array narrow, b, dLast4, .long 0xffffffff
  array narrow_most, b, dLast4, .long 0xfffffffe
  endunit b

# CHECK-DAG: [[CHAR:[0-9]+]]] INT 'char'
# CHECK-DAG: [[NONE:[0-9]+]]] ARRAY '(anon)' type_id=[[CHAR]] index_type_id={{[0-9]+}} nr_elems=0{{$}}
# CHECK-DAG: [[BYTE:[0-9]+]]] ARRAY '(anon)' type_id=[[CHAR]] index_type_id={{[0-9]+}} nr_elems=256{{$}}
# CHECK-DAG: [[MOST:[0-9]+]]] ARRAY '(anon)' type_id=[[CHAR]] index_type_id={{[0-9]+}} nr_elems=4294967295{{$}}
# CHECK-DAG: TYPEDEF 'last1' type_id=[[BYTE]]{{$}}
# CHECK-DAG: TYPEDEF 'last4' type_id=[[MOST]]{{$}}
# CHECK-DAG: TYPEDEF 'last8' type_id=[[NONE]]{{$}}
# CHECK-DAG: TYPEDEF 'last8_most' type_id=[[MOST]]{{$}}
# CHECK-DAG: TYPEDEF 'last_signed' type_id=[[NONE]]{{$}}
# CHECK-DAG: TYPEDEF 'last_signed_most' type_id=[[MOST]]{{$}}
# CHECK-DAG: TYPEDEF 'count4' type_id=[[MOST]]{{$}}
# CHECK-DAG: TYPEDEF 'count8' type_id=[[MOST]]{{$}}
# CHECK-DAG: TYPEDEF 'narrow' type_id=[[NONE]]{{$}}
# CHECK-DAG: TYPEDEF 'narrow_most' type_id=[[MOST]]{{$}}
# WHY-DAG: unsupported-type last4_more:
# WHY-DAG: unsupported-type last8_more:
# WHY-DAG: unsupported-type last8_negative:
# WHY-DAG: unsupported-type last_signed_more:
# WHY-DAG: unsupported-type last_signed_negative:
# WHY-DAG: unsupported-type count8_more:
# Three arrays of one element type that nobody can say are one, with its reason.
# WHY-DAG: unsupported-type (anonymous): a size that BTF cannot represent
# NOT-NOT: unsupported-type {{last1|last4|last8|last_signed|count4|count8|narrow}}:
# NOT-NOT: _most
