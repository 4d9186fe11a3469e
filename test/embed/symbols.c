// An object whose symbols mark the ends of .BTF cannot get contents of another size: its
// kernel would read past them, or too little.
//
// RUN: %cc -g -c %s -o %t.o && %btfgen -o %t.btf %t.o && %btfgen --features=-sorted,+layout -o %t.other.btf %t.o
// RUN: %btf-embed --object %t.btf.o --like %t.o %t.btf && cp %t.btf.o %t.before
// RUN: not %btf-embed --section .BTF=%t.other.btf %t.btf.o 2>&1 | FileCheck %s
// RUN: cmp %t.btf.o %t.before
// RUN: %btf-embed --section .BTF=%t.btf %t.btf.o
//
// Without symbols it can.
// RUN: %btf-embed --object %t.btf.o --like %t.o --no-symbols %t.btf && %btf-embed --section .BTF=%t.other.btf %t.btf.o

int x;

// CHECK: btf-embed: {{.*}}.btf.o: section .BTF has symbols, which would not fit contents of another size
