// --compact drops what replaced sections have left: the file is as large as if it had got
// its section once, but for padding. In a linked file, what segments load keeps its place.
//
// RUN: %cc -g -c %s -o %t.o && %btfgen -o %t.btf %t.o && cp %t.o %t.once && %btf-embed --section .BTF=%t.btf --compact %t.once
// RUN: %btf-embed --section .BTF=%t.btf %t.o && %btf-embed --section .BTF=%t.btf %t.o && cp %t.o %t.grown
// RUN: %btf-embed --compact %t.o
// RUN: bash -c 'test $(stat -c %%s %t.o) -le $(($(stat -c %%s %t.once) + 16)) -a $(stat -c %%s %t.o) -lt $(($(stat -c %%s %t.grown) - 100))'
// RUN: llvm-objcopy --dump-section .BTF=%t.1 %t.o /dev/null && cmp %t.1 %t.btf
// RUN: %cc -g -DMAIN %s -o %t.exe && cp %t.exe %t.before && %btf-embed --section .BTF=%t.btf %t.exe && %btf-embed --compact %t.exe && %t.exe
// RUN: llvm-readelf -lW %t.before | grep ' 0x' > %t.1 && llvm-readelf -lW %t.exe | grep ' 0x' | diff - %t.1

int x;
#ifdef MAIN
int main(void) { return x; }
#endif
