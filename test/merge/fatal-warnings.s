# If kernels would reject the base, there is a warning, since the result has the same problems; with
# --fatal-warnings it is an error, and nothing is written.
#
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu %s -o %t.o && llvm-objcopy --dump-section .BTF=%t.base %t.o
# RUN: %large-btf 1 6 %t.one %t.base && rm -f %t.btf
# RUN: bash -c '%btf-merge --fatal-warnings -o %t.btf %t.base %t.one 2> %t.err; test $? = 1' && FileCheck %s < %t.err && test ! -e %t.btf
# RUN: echo old > %t.btf && not %btf-merge --fatal-warnings -o %t.btf %t.base %t.one && echo old | cmp - %t.btf
# RUN: %btf-merge -o %t.btf %t.base %t.one 2> %t.err && FileCheck %s --check-prefix=WARNING < %t.err
#
# Where there is nothing to say there is no error.
# RUN: llvm-mc -filetype=obj -triple=x86_64-linux-gnu --defsym=GOOD=1 %s -o %t.o && llvm-objcopy --dump-section .BTF=%t.base %t.o
# RUN: %btf-merge --fatal-warnings -o %t.btf %t.base %t.one 2>&1 | count 0 && %btfgen --verify %t.btf

# CHECK: {{^}}btf-merge: {{[^ ]*}}.base: a kernel would reject this BTF: 1 problems, which the result has, too
# WARNING: {{^}}btf-merge: warning: {{[^ ]*}}.base: a kernel would reject this BTF: 1 problems

        .ifndef GOOD
        .set GOOD, 0
        .endif
        .section .BTF,"",@progbits
        .short 0xeb9f
        .byte 1, 0
        .long 24, 0, types_end - types, types_end - types, strings_end - types_end
types:
        .long 1, 1 << 24, 4, 1 << 24 | 33 - GOOD # int, of 33 bits in 4 bytes
types_end:
        .asciz "", "int"
strings_end:
