// An executable gets .BTF behind everything that is loaded: it runs as before, its segments stay, and
// doing it again replaces the section. So does a shared object, and one with nothing to spare.
//
// REQUIRES: host-x86_64
// RUN: %cc -g -O0 %s -o %t.exe && cp %t.exe %t.before && %btfgen --vars=all %t.exe && %t.exe | FileCheck %s --check-prefix=OUT
// RUN: llvm-readelf -lW %t.before | grep -v None > %t.segments && llvm-readelf -lW %t.exe | grep -v None | diff %t.segments -
// RUN: bpftool btf dump file %t.exe | FileCheck %s
// RUN: %btfgen --vars=all -o %t.btf %t.before && llvm-objcopy --dump-section .BTF=%t.section %t.exe /dev/null && cmp %t.btf %t.section
// RUN: %btfgen --vars=all %t.exe && %t.exe | FileCheck %s --check-prefix=OUT
// RUN: llvm-readelf -S %t.exe | grep -c '\.BTF ' | FileCheck %s --check-prefix=ONCE
// RUN: %cc -g -O0 -shared -fPIC %s -o %t.so && %btfgen %t.so && bpftool btf dump file %t.so | FileCheck %s
// RUN: test -x %t.exe
// RUN: strip --strip-all -o %t.stripped %t.before && bash -c '%btfgen %t.stripped 2> %t.err; test $? = 3'
// RUN: strip --strip-debug %t.exe && bpftool btf dump file %t.exe | FileCheck %s && %t.exe | FileCheck %s --check-prefix=OUT

#include <stdio.h>

struct counter {
  int value;
} counter = {41};
int main(void) {
  printf("value %d\n", ++counter.value);
  return 0;
}

// OUT: value 42
// CHECK: STRUCT 'counter' size=4 vlen=1
// ONCE: {{^1$}}
