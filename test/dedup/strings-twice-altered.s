# As in strings-twice.s, with a name that is written in two ways: as it is for a base type, and as an identifier
# for a typedef. That the second string was taken for a name of its own has to be noticed then, too.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu %s -o %t.o
# RUN: objcopy --set-section-flags .debug_str=debug,readonly %t.o && ld -e 0 %t.o -o %t
# RUN: %types --stats %t > %t.out 2> %t.err && FileCheck %s --check-prefix=STAGES < %t.err
# RUN: FileCheck %s < %t.out && grep 'INT ' %t.out | count 1

	.section .debug_abbrev,"",@progbits
	.byte 1,0x11,1,0x13,0x05,0x25,0x0e,0x03,0x0e,0,0   # CU lang data2, producer strp, name strp
	.byte 2,0x24,0,0x03,0x0e,0x3e,0x0b,0x0b,0x0b,0,0   # base_type name enc size
	.byte 3,0x13,1,0x03,0x0e,0x0b,0x0b,0,0             # struct name size
	.byte 4,0x0d,0,0x03,0x0e,0x49,0x13,0x38,0x0b,0,0   # member name type loc
	.byte 5,0x16,0,0x03,0x0e,0x49,0x13,0,0             # typedef
	.byte 0
	.section .debug_str,"MS",@progbits,1
.Lstr:
	.byte 0
.Lprod:	.asciz "GNU C11 13.2.0"
.Lf1:	.asciz "one.c"
.Lf2:	.asciz "two.c"
.LB:	.asciz "unsigned int"
.LA:	.asciz "unsigned int"
.Ls1:	.asciz "struct_one"
.Ls2:	.asciz "struct_two"
.Lm1:	.asciz "member_one"
.Lm2:	.asciz "member_two"
	.section .debug_info,"",@progbits
.Lcu1:	.long .Le1-.Lh1
.Lh1:	.short 4
	.long 0
	.byte 8
	.uleb128 1
	.short 12
	.long .Lprod-.Lstr
	.long .Lf1-.Lstr
.Lt1:	.uleb128 2
	.long .LB-.Lstr
	.byte 7,4
	.uleb128 3
	.long .Ls1-.Lstr
	.byte 4
	.uleb128 4
	.long .Lm1-.Lstr
	.long .Lt1-.Lcu1
	.byte 0
	.byte 0
	.byte 0
.Le1:
.Lcu2:	.long .Le2-.Lh2
.Lh2:	.short 4
	.long 0
	.byte 8
	.uleb128 1
	.short 12
	.long .Lprod-.Lstr
	.long .Lf2-.Lstr
.Lt2:	.uleb128 2
	.long .LA-.Lstr
	.byte 7,4
	.uleb128 3
	.long .Ls2-.Lstr
	.byte 4
	.uleb128 4
	.long .Lm2-.Lstr
	.long .Lt2-.Lcu2
	.byte 0
	.byte 0
	.uleb128 5
	.long .LA-.Lstr
	.long .Lt2-.Lcu2
	.byte 0
.Le2:
	.text
	.globl _start
_start:	ret

# STAGES: {{^}}stage
# STAGES-NEXT: {{^}}read in vain
# STAGES-NEXT: {{^}}open
# CHECK-DAG: INT 'unsigned int'
# CHECK-DAG: TYPEDEF 'unsigned_int'
# CHECK-DAG: STRUCT 'struct_one'
# CHECK-DAG: STRUCT 'struct_two'
