# Two units that describe the same functions differently.
.include "dwarf.inc"
  .text
.irp name, counted, typed, returned, placed, same, sized, similar, tagged, structs, declared, pointers, rows, calls
  .globl \name
  .type \name, @function
\name:
  ret
.endr
.macro function name, unit, type
  die dFunction, "\name"
  .quad \name
  ref \unit\().\type, \unit
.endm
# A parameter in the first register (rdi), or the register told.
.macro argument name, unit, type, reg=0x55
  die dPlaced, "\name"
  ref \unit\().\type, \unit
  .byte 1, \reg
.endm
# Enumerations of one name: with values of 4 and of 8 bytes, and of 2 and 4.
.macro enum unit, name, size
\unit\().\name:
  die dEnum, "\name"
  .byte \size
  die dEnumerator, "\name\()_value"
  .quad 1
  end
.endm
.macro types unit
  base \unit\().int
\unit\().long:
  die dBase, "long"
  .byte 8, 5
.endm
  unit a
  types a
a.void:
  die dVoid
a.array:
  die dArray
  ref a.int, a
  die dCount
  .long 3
  end
a.rows:
  die dPointer
  ref a.array, a
a.proto:
  die dProto
  die dParam
  ref a.int, a
  die dEllipsis
  end
a.call:
  die dPointer
  ref a.proto, a
a.other:
  die dForward, "left"
a.struct:
  die dForward, "s"
a.note:
  die dNote, "btf_type_tag"
  .asciz "user"
a.pointer:
  die dNotedPointer
  ref a.int, a
  ref a.note, a
  enum a, wide, 4
  enum a, narrow, 2
  function counted, a, int
  argument x, a, int
  end
  function typed, a, int
  argument x, a, int
  end
  function returned, a, int
  end
  function placed, a, int
  argument x, a, int, 0x53
  end
  function same, a, int
  argument x, a, int
  end
  function sized, a, int
  argument x, a, wide
  end
  function similar, a, int
  argument x, a, narrow
  end
  function tagged, a, int
  argument x, a, pointer
  end
  function structs, a, int
  argument x, a, other
  end
  function declared, a, int
  argument left, a, struct
  end
  function pointers, a, int
  argument left, a, void
  end
  function rows, a, int
  argument x, a, rows
  end
  function calls, a, int
  argument x, a, call
  end
  endunit a
  unit b
  types b
b.void:
  die dVoid
b.array:
  die dArray
  ref b.long, b
  die dCount
  .long 3
  end
b.rows:
  die dPointer
  ref b.array, b
b.proto:
  die dProto
  die dParam
  ref b.long, b
  die dEllipsis
  end
b.call:
  die dPointer
  ref b.proto, b
b.other:
  die dForward, "right"
b.struct:
  die dStruct, "s"
  .long 4
  end
b.pointer:
  die dPointer
  ref b.long, b
  enum b, wide, 8
  enum b, narrow, 4
  function counted, b, int
  argument x, b, int
  argument y, b, int, 0x54
  end
  function typed, b, int
  argument x, b, long
  end
  function returned, b, long
  end
  function same, b, int
  argument x, b, int
  end
  function sized, b, int
  argument y, b, wide
  end
  function similar, b, int
  argument y, b, narrow
  end
  function tagged, b, int
  argument x, b, pointer
  end
  function structs, b, int
  argument x, b, other
  end
  function declared, b, int
  argument right, b, struct
  end
  function pointers, b, int
  argument right, b, void
  end
  function rows, b, int
  argument x, b, rows
  end
  function calls, b, int
  argument x, b, call
  end
  endunit b
