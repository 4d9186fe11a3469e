# An array without a type of elements, which C does not have and the kernel refuses, is none of the base.
#
# RUN: echo 'typedef int t[3]; t v;' > %t.c && %cc -g -c %t.c -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %btfgen -q --explain --base=%t.base.btf -o %t.btf %t.o | FileCheck %s

.include "dwarf.inc"
  unit
u.array:
  die dVoidArray
  die dCount
  .long 3
  end
  die dTypedef, "t"
  ref u.array
  endunit

# CHECK: unsupported-type (anonymous): its elements have no size
# CHECK: unsupported-type t: the type that it refers to was left out
