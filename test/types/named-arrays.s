# Names on what has none in BTF, arrays and function types, as Ada and Pascal have them. A fuzzer
# found that the kernel would have refused the result.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types %t.o | FileCheck %s

.include "dwarf.inc"
  unit
  base u.int
u.vector:
  die dNamedArray, "vector"
  ref u.int
  die dCount
  .long 3
  end
u.callback:
  die dNamedProto, "callback"
  die dParam
  ref u.int
  end
  die dStruct, "s"
  .long 16
  die dMember, "v"
  ref u.vector
  .long 0
  end
  die dTypedef, "t"
  ref u.callback
  endunit

# CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
# CHECK-DAG: [[VECTOR:[0-9]+]]] ARRAY '(anon)' type_id=[[INT]] {{.*}}nr_elems=3
# CHECK-DAG: [[CALLBACK:[0-9]+]]] FUNC_PROTO '(anon)'
# CHECK-DAG: STRUCT 's' {{.*}}'v' type_id=[[VECTOR]]
# CHECK-DAG: TYPEDEF 't' type_id=[[CALLBACK]]
