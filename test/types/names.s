# Names that the kernel refuses: with characters that no identifier has, too long, of no characters
# at all. Altered where only the name suffers; what must have a name and has none is left out. In a
# linked file names are offsets, and one can be that of an empty string.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types --vars=all %t.o 2> %t.err | FileCheck %s
# RUN: FileCheck %s --check-prefix=SAID < %t.err
# RUN: ld -e 0 %t.o -o %t.exe && %types --vars=all %t.exe 2> %t.err | FileCheck %s
# RUN: FileCheck %s --check-prefix=SAID < %t.err
# RUN: %btfgen --vars=all --explain -o /dev/null %t.o 2> /dev/null | FileCheck %s --check-prefix=WHY

.include "dwarf.inc"
  .data
  .quad 0
bad:
  .long 1
good:
  .long 2
  .section .odd,"aw",@progbits
  .quad 0
inside:
  .long 3
  .section "odd§name","aw",@progbits
  .quad 0
outside:
  .long 4
  .text
  .globl good_function
  .type good_function, @function
good_function:
  ret
  .globl "bad<function>"
  .type "bad<function>", @function
"bad<function>":
  ret
  unit
  base u.int
  die dStruct, "Vec<u8, 2>"
  .long 4
  die dMember, "0"
  ref u.int
  .long 0
  end
  die dTypedef, "9lives"
  ref u.int
  die dStrp
  .long empty - .debug_str
  ref u.int
  die dEnum, "e"
  .byte 4
  die dEnumerator, "A-B"
  .quad 1
  .uleb128 dEnumerator
  .byte 0
  .quad 2
  die dEnumerator, "C"
  .quad 3
  end
  .uleb128 dTypedef
  .fill 600, 1, 'x'
  .byte 0
  ref u.int
  die dVariable, "bad!"
  ref u.int
  .byte 9, 3
  .quad bad
  die dVariable, "good"
  ref u.int
  .byte 9, 3
  .quad good
  die dVariable, "inside"
  ref u.int
  .byte 9, 3
  .quad inside
  die dVariable, "outside"
  ref u.int
  .byte 9, 3
  .quad outside
  die dFunction, "good_function"
  .quad good_function
  ref u.int
  end
  die dFunction, "bad<function>"
  .quad "bad<function>"
  ref u.int
  end
  endunit
  .section .debug_str,"MS",@progbits,1
  .asciz "some string"
empty:
  .byte 0

# CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
# CHECK-DAG: STRUCT 'Vec_u8__2_' size=4 vlen=1; '_0' type_id=[[INT]] bits_offset=0
# CHECK-DAG: TYPEDEF '_9lives' type_id=[[INT]]
# CHECK-DAG: ENUM 'e' encoding=UNSIGNED size=4 vlen=2; 'A_B' val=1; 'C' val=3{{$}}
# CHECK-DAG: TYPEDEF '{{(x{255})(x{255})}}' type_id=[[INT]]
# CHECK-DAG: DATASEC '.data' {{.*}}vlen=1;{{.*}}(VAR 'good')
# CHECK-DAG: FUNC 'good_function'
# SAID-DAG: names altered: the kernel would refuse them
# SAID-DAG: 2 variables left out: the kernel would refuse the name
# SAID-DAG: 1 members left out: BTF cannot represent them
# WHY-DAG: renamed-invalid Vec<u8, 2>: now Vec_u8__2_
# WHY-DAG: renamed-invalid 0: now _0
# WHY-DAG: renamed-invalid A-B: now A_B
# WHY-DAG: variable-invalid-name bad!: not an identifier
# WHY-DAG: variable-invalid-name outside: it is in a section whose name kernels refuse
# WHY-DAG: unsupported-member e: an enumerator has no name, or a value that BTF cannot represent
# WHY-DAG: function bad<function>: out: invalid name
