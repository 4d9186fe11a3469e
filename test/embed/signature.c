// A module's signature covers everything before it: a signed file is refused, unless the
// signature may go.
//
// RUN: %cc -g -c %s -o %t.o && %btfgen -o %t.btf %t.o
// RUN: bash -c 'cp %t.o %t.ko; printf "0123456789~Module signature appended~\n" >> %t.ko' && cp %t.ko %t.before
// RUN: not %btf-embed --section .BTF=%t.btf %t.ko 2>&1 | FileCheck %s
// RUN: cmp %t.ko %t.before
// RUN: %btf-embed --section .BTF=%t.btf --strip-signature %t.ko
// RUN: llvm-objcopy --dump-section .BTF=%t.1 %t.ko /dev/null && cmp %t.1 %t.btf
// RUN: bash -c '! grep -q "signature appended" %t.ko'
// RUN: cp %t.before %t.ko && %btf-embed --strip-signature --compact %t.ko && bash -c '! grep -q "signature appended" %t.ko'

int x;

// CHECK: btf-embed: {{.*}}.ko: ends in a module signature
