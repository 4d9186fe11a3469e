# Which functions are kfuncs is in .BTF_ids, as the kernel's macros lay it out: sets of pairs of an id
# and flags, with a symbol for each id and one for the set, whose second word says that it lists
# kfuncs. They get declaration tags; with attributes, pointers into BPF arenas get a type tag.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types %t.o 2> %t.err > %t.out && FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out
# RUN: %types --features=+attributes %t.o 2> %t.err > %t.out
# RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=ARENA < %t.out
# RUN: FileCheck %s --check-prefix=SAID < %t.err
# RUN: %types --features=-decl_tag_kfuncs %t.o | FileCheck %s --check-prefix=OFF
# RUN: %types --features=-decl_tag %t.o | FileCheck %s --check-prefix=OFF

.include "dwarf.inc"
  .text
.irp name, plain_kfunc, fast__kfunc, no_kfunc, listed_elsewhere, arena_kfunc, wrong_kfunc, after
  .globl \name
  .type \name, @function
\name:
  ret
.endr
  .section .BTF_ids,"a",@progbits
.macro set name, flags, count
  .globl __BTF_ID__set8__\name
  .size __BTF_ID__set8__\name, 8 + 8 * \count
__BTF_ID__set8__\name:
  .long 0, \flags
.endm
.macro id name, number, flags
__BTF_ID__func__\name\()__\number:
  .long 0, \flags
.endm
  # A list before the sets; the words of the last entry lie behind it.
  id listed_elsewhere, 1, 0
  set kfuncs, 1, 4
  id plain_kfunc, 2, 0
  id fast__kfunc, 3, (1 << 12)
  id arena_kfunc, 4, (1 << 13 | 1 << 14)
  id wrong_kfunc, 5, (1 << 15)
  set others, 0, 1
  id no_kfunc, 6, (1 << 12)
  set more, 1, 0
  id after, 7, 0
  unit
  base u.int
u.pointer:
  die dPointer
  ref u.int
.irp name, plain_kfunc, fast__kfunc, no_kfunc, listed_elsewhere, after, wrong_kfunc
  die dFunction, "\name"
  .quad \name
  ref u.int
  die dPlaced, "x"
  ref u.int
  .byte 1, 0x55
  end
.endr
  die dFunction, "arena_kfunc"
  .quad arena_kfunc
  ref u.pointer
  die dPlaced, "p"
  ref u.pointer
  .byte 1, 0x55
  die dPlaced, "q"
  ref u.pointer
  .byte 1, 0x54
  end
  endunit

# CHECK-DAG: [[PLAIN:[0-9]+]]] FUNC 'plain_kfunc'
# CHECK-DAG: DECL_TAG 'bpf_kfunc' type_id=[[PLAIN]] component_idx=-1
# CHECK-DAG: [[FAST:[0-9]+]]] FUNC 'fast__kfunc'
# CHECK-DAG: DECL_TAG 'bpf_kfunc' type_id=[[FAST]] component_idx=-1
# CHECK-DAG: DECL_TAG 'bpf_fastcall' type_id=[[FAST]] component_idx=-1
# CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
# CHECK-DAG: [[P:[0-9]+]]] PTR '(anon)' type_id=[[INT]]{{$}}
# CHECK-DAG: FUNC 'after'
# CHECK-DAG: FUNC 'no_kfunc'
# NOT-COUNT-5: DECL_TAG
# NOT-NOT: DECL_TAG
# NOT-NOT: TYPE_TAG
# ARENA-DAG: [[INT:[0-9]+]]] INT 'int'
# ARENA-DAG: [[Q:[0-9]+]]] PTR '(anon)' type_id=[[INT]]{{$}}
# ARENA-DAG: [[SPACE:[0-9]+]]] TYPE_TAG 'address_space(1)' type_id=[[INT]]
# ARENA-DAG: [[ARENA:[0-9]+]]] PTR '(anon)' type_id=[[SPACE]]{{$}}
# ARENA-DAG: FUNC_PROTO '(anon)' ret_type_id=[[ARENA]] vlen=2; 'p' type_id=[[ARENA]]; 'q' type_id=[[Q]]{{$}}
# SAID: 1 kfuncs whose flags in .BTF_ids do not match their prototype
# OFF-NOT: DECL_TAG
