# Nesting as deep as memory goes must not be recursion: pointers, qualifiers, arrays, prototypes,
# structs inside structs, namespaces, blocks, and structs that hold each other by value. A kernel
# follows 32 modifiers in a row, so what has more is left out.
#
# RUN: bash -c 'for what in POINTERS CONSTS TYPEDEFS ALIASES ARRAYS PROTOS PARAMS STRUCTS NAMESPACES BLOCKS VALUES HOLDERS; do \
# RUN:   llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/Inputs --defsym $what=1 %s -o %t.o && echo "== $what" && \
# RUN:   (ulimit -s 1024; timeout 120 %btfgen -j2 -o %t.btf %t.o 2>&1) || exit; \
# RUN:   %btfgen --verify %t.btf | sed s/.*:// && \
# RUN:   bpftool btf dump file %t.btf format raw | cut -d" " -f2- | sed -E "s/(.*)type_id=[0-9]+(.*)/\1\2/" | sort | uniq -c | sort -rn | head -n 3 || exit; \
# RUN:   done' > %t.out
# RUN: FileCheck %s < %t.out

.include "dwarf.inc"
  unit
  base u.int
.set Depth, 100000
.set Chain, 5         # bytes of a DIE of one reference
.ifdef POINTERS
  .rept Depth
  die dPointer
  .long . - u + 4     # the next DIE
  .endr
.endif
.ifdef CONSTS
  .rept Depth
  die dConst
  .long . - u + 4
  .endr
.endif
.ifdef TYPEDEFS
  .rept Depth
  die dTypedef, "t"
  .long . - u + 4
  .endr
.endif
.ifdef ALIASES
  .rept Depth
  die dAlias
  .long . - u + 4
  .endr
.endif
.ifdef ARRAYS
  .rept Depth
  die dArray
  .long . - u + 10
  die dCount
  .long 1
  end
  .endr
.endif
.ifdef PROTOS
  # Pointers to functions that take such a pointer.
  .rept Depth
  die dPointer
  .long . - u + 4
  die dProto
  die dParam
  .long . - u + 5
  end
  .endr
.endif
.ifdef PARAMS
  # Functions that take functions.
  .rept Depth
  die dProto
  die dParam
  .long . - u + 5
  end
  .endr
.endif
.ifdef STRUCTS
  .rept Depth
  die dNameless
  .long 4
  .endr
  .rept Depth
  end
  .endr
.endif
.ifdef NAMESPACES
  .rept Depth
  die dNamespace, "n"
  .endr
  die dTypedef, "inside"
  ref u.int
  .rept Depth
  end
  .endr
.endif
.ifdef BLOCKS
  .rept Depth
  die dBlock
  .endr
  die dTypedef, "inside"
  ref u.int
  .rept Depth
  end
  .endr
.endif
.ifdef VALUES
  # struct { struct { ... } m; }: each holds the next.
  .rept Depth
  die dNameless
  .long 4
  die dMember, "m"
  .long . - u + 9
  .long 0
  end
  .endr
.endif
.ifdef HOLDERS
  # Arrays of arrays of something that BTF has no word for.
  .rept Depth
  die dArray
  .long . - u + 10
  die dCount
  .long 1
  end
  .endr
  die dBase, "complex"
  .byte 8, 3
.endif
  die dBase, "last"
  .byte 4, 5
  endunit

# CHECK: == POINTERS
# CHECK: accepted
# CHECK: 100000 PTR
# CHECK: == CONSTS
# CHECK: 99968 types left out
# CHECK: accepted
# CHECK: 32 CONST
# CHECK: == TYPEDEFS
# CHECK: 99968 types left out
# CHECK: accepted
# CHECK: 32 TYPEDEF
# CHECK: == ALIASES
# CHECK: accepted
# CHECK: == ARRAYS
# CHECK: accepted
# CHECK: ARRAY
# CHECK: == PROTOS
# CHECK: accepted
# CHECK: 100000 {{FUNC_PROTO|PTR}}
# CHECK: 100000 {{FUNC_PROTO|PTR}}
# CHECK: == PARAMS
# CHECK: accepted
# CHECK: == STRUCTS
# CHECK: accepted
# CHECK: STRUCT
# CHECK: == NAMESPACES
# CHECK: accepted
# CHECK: 1 TYPEDEF 'inside'
# CHECK: == BLOCKS
# CHECK: accepted
# CHECK: 1 TYPEDEF 'inside'
# CHECK: == VALUES
# CHECK: accepted
# CHECK: 100000 STRUCT
# CHECK: == HOLDERS
# CHECK: 100001 types left out
# CHECK: accepted
