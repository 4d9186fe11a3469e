// --alloc makes a container of a module without code: BTF that is in memory while the
// module is loaded (vmlinux_btf_extra.ko). It stays allocated when it is replaced. In a
// linked file no segment would load it.
//
// RUN: %cc -g -c %s -o %t.o && %btfgen -o %t.btf %t.o && cp %t.o %t.ko
// RUN: %btf-embed --section .BTF=%t.btf --alloc %t.ko && llvm-readelf -SW %t.ko | FileCheck %s
// RUN: %btf-embed --section .BTF=%t.btf %t.ko && llvm-readelf -SW %t.ko | FileCheck %s
// RUN: %cc -r -nostdlib %t.ko -o %t.linked.ko && llvm-objcopy --dump-section .BTF=%t.1 %t.linked.ko /dev/null && cmp %t.1 %t.btf
// RUN: %cc -shared -nostdlib %t.o -o %t.so && cp %t.so %t.before
// RUN: not %btf-embed --section .BTF=%t.btf --alloc %t.so 2>&1 | FileCheck %s --check-prefix=LINKED
// RUN: cmp %t.so %t.before

int x;

// CHECK: .BTF PROGBITS {{0+ [0-9a-f]+ [0-9a-f]+}} 00 A 0 0 8
// LINKED: btf-embed: {{.*}}.so: cannot add the allocated section .BTF to a linked file: no segment would load it
