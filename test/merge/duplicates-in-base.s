# A base that has types twice keeps them, since its ids stay; nothing refers to the second any more.
# --sorted gives new ids anyway, and drops them. (resolve_btfids leaves equal prototypes in the
# vmlinux of 7.2.)
#
# RUN: %clang --target=x86_64-linux-gnu -c %s -o %t.base.o && echo 'int f(int i) { return i; }' > %t.c
# RUN: %clang --target=x86_64-linux-gnu -g -c %t.c -o %t.o && %btfgen -q --base %t.base.o %t.o
# RUN: %btf-merge -o %t.btf %t.base.o %t.o && %btfgen --dump %t.btf | FileCheck %s
# RUN: %btf-merge --sorted -o %t.sorted %t.base.o %t.o && %btfgen --dump %t.sorted | FileCheck %s --check-prefix=SORTED
# RUN: %btfgen --verify %t.btf && %btfgen --verify %t.sorted

# CHECK: [1] INT 'int'
# CHECK-NEXT: [2] PTR '(anon)' type_id=1{{$}}
# CHECK-NEXT: [3] PTR '(anon)' type_id=1{{$}}
# CHECK-NEXT: [4] FWD 's' fwd_kind=struct
# CHECK-NEXT: [5] STRUCT 's' size=8 vlen=1
# CHECK-NEXT: 'int' type_id=2 bits_offset=0
# CHECK-NEXT: [6] PTR '(anon)' type_id=5{{$}}
# CHECK-NEXT: [7] PTR '(anon)' type_id=5{{$}}
# CHECK-NEXT: [8] FUNC_PROTO '(anon)' ret_type_id=1 vlen=1
# CHECK-NEXT: 'i' type_id=1
# CHECK-NEXT: [9] FUNC 'f' type_id=8
# SORTED: [1] PTR '(anon)' type_id=5{{$}}
# SORTED-NEXT: [2] PTR '(anon)' type_id=6{{$}}
# SORTED-NEXT: [3] FUNC_PROTO '(anon)' ret_type_id=5 vlen=1
# SORTED-NEXT: 'i' type_id=5
# SORTED-NEXT: [4] FUNC 'f' type_id=3
# SORTED-NEXT: [5] INT 'int'
# SORTED-NEXT: [6] STRUCT 's' size=8 vlen=1
# SORTED-NEXT: 'int' type_id=1 bits_offset=0
# SORTED-NOT: {{.}}

        .section .BTF,"",@progbits
        .short 0xeb9f
        .byte 1, 0
        .long 24, 0, types_end - types, types_end - types, strings_end - types_end
types:
        .long 1, 1 << 24, 4, 1 << 24 | 32       # 1: int
        .long 0, 2 << 24, 1                     # 2: int *
        .long 0, 2 << 24, 1                     # 3: int *
        .long 5, 7 << 24, 0                     # 4: struct s;
        .long 5, 4 << 24 | 1, 8                 # 5: struct s {
        .long 1, 3, 0                           #      3 int; }
        .long 0, 2 << 24, 4                     # 6: struct s; *
        .long 0, 2 << 24, 5                     # 7: struct s *
types_end:
        .asciz "", "int", "s"
strings_end:
