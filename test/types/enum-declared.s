# An enumeration that is only declared has no enumerators, even if there are some below it: such a record was as
# long as the enumerators need, and all of the BTF was refused.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types %t.o | FileCheck %s
# RUN: dwarf-reference %t.o

.include "dwarf.inc"
  unit
  base u.int
  die dDeclaredEnum, "plain" # read by the shorter way
  .byte 4
  die dEnumerator, "A"
  .quad 1
  end
  die dDeclaredEnum, "negative"
  .byte 4
  die dValueSigned, "B"
  .sleb128 -1
  die dStruct, "inside"
  .long 4
  end
  end
  die dDeclaredEnum, "wide"
  .byte 8
  die dEnumerator, "C"
  .quad 0x100000000
  end
  die dEnum, "defined"
  .byte 4
  die dEnumerator, "D"
  .quad 1
  end
  endunit

# CHECK-DAG: ENUM 'plain' encoding=UNSIGNED size=4 vlen=0{{$}}
# CHECK-DAG: ENUM 'negative' encoding=UNSIGNED size=4 vlen=0{{$}}
# CHECK-DAG: ENUM 'defined' encoding=UNSIGNED size=4 vlen=1; 'D' val=1{{$}}
# CHECK-DAG: STRUCT 'inside' size=4 vlen=0{{$}}
# CHECK-DAG: 'wide' encoding=UNSIGNED size={{[48]}} vlen=0{{$}}
