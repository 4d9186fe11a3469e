# Of a large group, the types that units refer to in other units are read on their own. A reference that leads
# between DIEs, to bytes that look like one, is found out when the unit is read: then units are read together,
# and it leads nowhere.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types --stats %t.o > %t.out 2> %t.err && FileCheck %s --implicit-check-not=PTR < %t.out
# RUN: FileCheck %s --check-prefix=SAID < %t.err
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs --defsym GOOD=1 %s -o %t.2.o
# RUN: %types --stats %t.2.o 2> %t.err | FileCheck %s --check-prefix=GOOD
# RUN: FileCheck %s --check-prefix=APART < %t.err

.include "dwarf.inc"
  unit a
a.struct:
  die dStruct, "s"
a.size:
  .long 30 # the code of dVoid
  end
  endunit a
  unit b
  die dForeign
.ifdef GOOD
  .long a.struct - .debug_info
.else
  .long a.size - .debug_info
.endif
  endunit b

# CHECK: STRUCT 's' size=30
# SAID: {{^}}list units
# SAID-NEXT: {{^}}read in vain
# SAID-NEXT: {{^}}group units
# SAID-NEXT: {{^}}read in vain
# SAID-NEXT: {{^}}group units
# SAID-NEXT: {{^}}read units
# SAID: 2 units read in 1 groups
# SAID: 1 reference
# GOOD: PTR '(anon)' type_id=[[S:[0-9]+]]
# GOOD: [[S]]] STRUCT 's' size=30
# APART: 2 units read in 2 groups
