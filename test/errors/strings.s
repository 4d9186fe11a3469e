# A name in line that does not end costs its unit; a name behind the end of .debug_str is no name,
# which a typedef does not survive; and a .debug_str that does not end is an error of the file.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/Inputs --defsym ENDED=1 %s -o %t.o
# RUN: %types %t.o > %t.out 2> %t.err && FileCheck %s < %t.out && count 3 < %t.out
# RUN: FileCheck %s --check-prefix=SAID < %t.err
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/Inputs %s -o %t.open.o && cp %t.open.o %t.before.o
# RUN: rm -f %t.btf && not %btfgen -o %t.btf %t.open.o 2>&1 | FileCheck %s --check-prefix=OPEN
# RUN: not %btfgen %t.open.o 2>&1 | FileCheck %s --check-prefix=OPEN
# RUN: cmp %t.open.o %t.before.o && test ! -e %t.btf

.include "dwarf.inc"
  unit
  base u.int
  die dStrp
  .long 0                 # "sound"
  ref u.int
  die dStrp
  .long 2                 # "und": any offset is a string
  ref u.int
  die dStrp
  .long 0x1000            # outside
  ref u.int
  die dStrp
  .long 0xffffffff
  ref u.int
  endunit
  unit open
  die dTypedef, "good"
  .long 0
  .uleb128 dTypedef
  .ascii "this name does not end"
openEnd:
  unit long
  die dNamespace
  .ascii "longer than eight bytes, and it does not end"
longEnd:
  .section .debug_str,"MS",@progbits,1
  .ascii "sound"
.ifdef ENDED
  .byte 0
.endif

# CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
# CHECK-DAG: TYPEDEF 'sound' type_id=[[INT]]{{$}}
# CHECK-DAG: TYPEDEF 'und' type_id=[[INT]]{{$}}
# SAID: 2 units left out: their DIEs cannot be read
# OPEN: section .debug_str: the last string, at the end of its 0x5 bytes, is not terminated
