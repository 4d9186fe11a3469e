# Numbers of DWARF that have a sign, in every form that compilers have for them, and what is none: places of
# members and bitfields, enumerators. What remains impossible is left out and said, not made possible.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu -I %S/../errors/Inputs %s -o %t.o
# RUN: %types %t.o 2> /dev/null | FileCheck %s
# RUN: %btfgen --explain -o /dev/null %t.o 2> /dev/null | FileCheck %s --check-prefix=WHY

.include "dwarf.inc"
  unit
  base u.int
u.long:
  die dBase, "long"
  .byte 8, 5
u.alias:
  die dTypedef, "alias"
  ref u.long
u.wide:
  die dBase, "__int128"
  .byte 16, 5
u.ulong:
  die dBase, "unsigned long"
  .byte 8, 7
  die dStruct, "s"
  .long 32
  # Little-endian: 8 * place + 8 * storage - DW_AT_bit_offset - bits.
  die dPackedField, "gcc" # 32 + 32 - (-4) - 31
  ref u.int
  .byte 4
  .sleb128 -4
  .byte 31
  .sleb128 4
  die dWideField, "clang" # 64 + 32 - (-7) - 32
  ref u.int
  .byte 4
  .quad -7
  .byte 32, 8
  die dPackedField, "before" # -32 + 128 - (-60) - 20: both have a sign
  ref u.wide
  .byte 16
  .sleb128 -60
  .byte 20
  .sleb128 -4
  die dOldBlock, "added" # -32 + 128 - (-72) - 20, modulo the size of an address
  ref u.wide
  .byte 16
  .sleb128 -72
  .byte 20
  .byte 11, 0x23
  .uleb128 0xfffffffffffffffc
  die dPackedField, "gcc4" # 0 + 8 - 20 - 4 < 0, and one storage unit
  ref u.int
  .byte 1
  .sleb128 12
  .byte 4
  .sleb128 0
  die dPackedField, "too_low" # 0 + 8 - 30 - 4 < -8
  ref u.int
  .byte 1
  .sleb128 30
  .byte 4
  .sleb128 0
  die dPackedField, "outside" # 192 + 32 - (-40) - 9
  ref u.int
  .byte 4
  .sleb128 -40
  .byte 9
  .sleb128 24
  die dPackedField, "far"
  ref u.int
  .byte 4
  .sleb128 -0x8000000000000000
  .byte 9
  .sleb128 0
  die dComputedField, "computed_bits"
  ref u.int
  .byte 4, 1, 0x30, 3, 0
  die dSignedMember, "negative"
  ref u.int
  .sleb128 -4
  die dSignedMember, "positive"
  ref u.int
  .sleb128 28
  die dListed, "listed"
  ref u.int
  .long 4
  die dComputed, "loaded" # DW_OP_plus_uconst 4, DW_OP_deref
  ref u.int
  .byte 3, 0x23, 4, 0x06
  die dComputed, "literal" # DW_OP_lit4: no number that DWARF 2 has for a place
  ref u.int
  .byte 1, 0x34
  die dComputed, "empty"
  ref u.int
  .byte 0
  die dComputed, "summed" # DW_OP_constu 28, DW_OP_plus
  ref u.int
  .byte 3, 0x10, 28, 0x22
  end
  die dUnion, "u"
  .long 16
  die dUnplaced, "start"
  ref u.int
  .byte 4, 29, 3
  end
  die dComputedStruct, "computed" # its members go, and must not be taken for those of "s"
  .byte 1, 0x38 # DW_OP_lit8
  die dPackedField, "member"
  ref u.int
  .byte 4
  .sleb128 3
  .byte 2
  .sleb128 0
  end
  die dStruct, "holder"
  .long 4
  end

  die dEnum, "untyped"
  .byte 8
  die dValueSigned, "UNTYPED"
  .sleb128 -2
  end
  die dEnum, "unsigned"
  .byte 8
  die dEnumerator, "UNSIGNED"
  .quad -2
  end
  die dTypedEnum, "typed"
  .byte 8
  ref u.alias
  die dEnumerator, "TYPED"
  .quad -2
  end
  die dTypedEnum, "other"
  .byte 8
  ref u.ulong
  die dValueSigned, "OTHER"
  .sleb128 -1
  end
  die dEnum, "implicit"
  .byte 8
  die dValueConst, "IMPLICIT"
  end
  die dEnum, "low"
  .byte 4
  die dValueConst, "LOW"
  die dValue1, "BYTE"
  .byte 0xff
  die dValueSigned, "TOO_LOW"
  .sleb128 -0x80000001
  die dValueSigned, "LEAST"
  .sleb128 -0x80000000
  die dValueSigned, "MOST"
  .sleb128 0x7fffffff
  die dValueSigned, "TOO_HIGH"
  .sleb128 0x80000000
  end
  die dEnum, "high"
  .byte 4
  die dEnumerator, "HIGH"
  .quad 0xffffffff
  die dEnumerator, "HIGHER"
  .quad 0x100000000
  end
  die dEnum, "block"
  .byte 4
  die dValueBlock, "BLOCK"
  .byte 1, 5
  die dNoValue, "NONE"
  die dValue1, "SOME"
  .byte 7
  end
  endunit

# CHECK-DAG: [[INT:[0-9]+]]] INT 'int'
# CHECK-DAG: [[WIDE:[0-9]+]]] INT '__int128'
# CHECK-DAG: STRUCT 's' size=32 vlen=7; 'gcc4' type_id=[[INT]] bits_offset=0 bitfield_size=4; 'gcc' type_id=[[INT]] bits_offset=37 bitfield_size=31; 'clang' type_id=[[INT]] bits_offset=71 bitfield_size=32; 'before' type_id=[[WIDE]] bits_offset=136 bitfield_size=20; 'added' type_id=[[WIDE]] bits_offset=148 bitfield_size=20; 'positive' type_id=[[INT]] bits_offset=224{{( bitfield_size=0)?}}; 'summed' type_id=[[INT]] bits_offset=224{{( bitfield_size=0)?$}}
# CHECK-DAG: UNION 'u' size=16 vlen=1; 'start' type_id=[[INT]] bits_offset=0 bitfield_size=3
# WHY-DAG: unsupported-member s.too_low: it has no type, or its place is not constant
# WHY-DAG: unsupported-member s.outside: it ends beyond the end of the struct or union
# WHY-DAG: unsupported-member s.far: it has no type, or its place is not constant
# WHY-DAG: unsupported-member s.computed_bits: it has no type, or its place is not constant
# WHY-DAG: unsupported-member s.negative: it has no type, or its place is not constant
# WHY-DAG: unsupported-member s.listed: it has no type, or its place is not constant
# WHY-DAG: unsupported-member s.literal: it has no type, or its place is not constant
# WHY-DAG: unsupported-member s.empty: it has no type, or its place is not constant
# WHY-DAG: unsupported-member s.loaded: it has no type, or its place is not constant
# WHY-DAG: unsupported-type computed: a size that BTF cannot represent

# CHECK-DAG: ENUM64 'untyped' encoding=SIGNED size=8 vlen=1; 'UNTYPED' val=-2{{(LL)?$}}
# CHECK-DAG: ENUM64 'unsigned' encoding=UNSIGNED size=8 vlen=1; 'UNSIGNED' val=18446744073709551614{{(ULL)?$}}
# CHECK-DAG: ENUM64 'typed' encoding=SIGNED size=8 vlen=1; 'TYPED' val=-2{{(LL)?$}}
# CHECK-DAG: ENUM64 'other' encoding=UNSIGNED size=8 vlen=1; 'OTHER' val=18446744073709551615{{(ULL)?$}}
# CHECK-DAG: ENUM64 'implicit' encoding=SIGNED size=8 vlen=1; 'IMPLICIT' val=-3{{(LL)?$}}
# CHECK-DAG: ENUM 'low' encoding=SIGNED size=4 vlen=4; 'LOW' val=-3; 'BYTE' val=255; 'LEAST' val=-2147483648; 'MOST' val=2147483647{{$}}
# CHECK-DAG: ENUM 'high' encoding=UNSIGNED size=4 vlen=1; 'HIGH' val=4294967295{{$}}
# CHECK-DAG: ENUM 'block' encoding=UNSIGNED size=4 vlen=1; 'SOME' val=7{{$}}
# WHY-DAG: unsupported-member low: an enumerator has no name, or a value that BTF cannot represent
# WHY-DAG: unsupported-member high: an enumerator has no name, or a value that BTF cannot represent
# WHY-DAG: unsupported-member block: an enumerator has no name, or a value that BTF cannot represent
