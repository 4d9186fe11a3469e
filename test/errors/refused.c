// BTF that a kernel would refuse does not get into a module, and what an earlier run has
// left there goes: the kernel might refuse the module for it. Nothing else of the file
// changes, and other tools take it. A result of its own leaves the file alone.
//
// Here the base has nearly as many types as BTF can number.
//
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: %cc -g -c %s -o m.ko && cp m.ko plain.ko
// RUN: echo 'long l;' > base.c && %cc -g -c base.c && %btfgen -q -o base.btf base.o
// RUN: %large-btf 1048575 5 full.btf
//
// RUN: bash -c '%btfgen --base full.btf m.ko 2> err; echo status $? >> err'
// RUN: FileCheck --check-prefixes=REFUSED,NONE %s < err && cmp m.ko plain.ko
//
// RUN: %btfgen --base base.btf --distill --resolve-ids m.ko && cp m.ko before.ko
// RUN: llvm-readelf -S m.ko | FileCheck %s --check-prefix=WITH
// RUN: bash -c '%btfgen --base full.btf -o x.btf m.ko 2> err; echo status $? >> err'
// RUN: FileCheck --check-prefixes=REFUSED,NONE %s < err && cmp m.ko before.ko && test ! -e x.btf
// RUN: bash -c '%btfgen --base full.btf --distill --resolve-ids m.ko 2> err; echo status $? >> err'
// RUN: FileCheck --check-prefixes=REFUSED,REMOVED %s < err
//
// RUN: readelf -SW m.ko > sections && FileCheck %s --check-prefix=WITHOUT < sections
// RUN: readelf -aW m.ko 2>&1 | not grep -i 'warning\|error'
// RUN: eu-readelf -a m.ko > /dev/null
// RUN: objcopy m.ko copied.ko && objcopy plain.ko plain-copied.ko && cmp copied.ko plain-copied.ko
// RUN: ld -r m.ko -o linked.ko && %lld -r m.ko -o linked-lld.ko && strip --strip-debug m.ko -o stripped.ko
// RUN: llvm-objcopy m.ko llvm-copied.ko && llvm-readelf -S llvm-copied.ko | FileCheck %s --check-prefix=WITHOUT
//
// Another run with the right base gives it BTF again, a second refused one has none to remove.
// RUN: bash -c '%btfgen --base full.btf m.ko 2> err; echo status $? >> err'
// RUN: FileCheck --check-prefixes=REFUSED,NONE %s < err
// RUN: %btfgen --base base.btf --distill m.ko && cp m.ko again.ko && %btf-embed --compact again.ko
// RUN: llvm-readelf -S again.ko | FileCheck %s --check-prefix=WITH && %btfgen --verify again.ko
//
// REFUSED: btfgen: {{.*}}.ko: the result has 10485{{[0-9]+}} types, the limit is 1048575
// REMOVED-NEXT: btfgen: m.ko: the BTF that the module had before was removed
// NONE-NOT: removed
// REFUSED: status 1
// WITH-DAG: ] .BTF {{.*}}PROGBITS
// WITH-DAG: ] .BTF.base {{.*}}PROGBITS
// WITHOUT-NOT: .BTF
// WITHOUT: .gnu.linkonce.this_module
// WITHOUT-NOT: .BTF{{ |\.}}

__attribute__((section(".gnu.linkonce.this_module"))) struct module {
  int state;
  long size;
} __this_module;
