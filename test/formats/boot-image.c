// A boot image stands for the kernel in it, as a base and to be looked at; it cannot be changed.
//
// REQUIRES: xz, zstd, lz4
// RUN: rm -rf %t.d && mkdir %t.d && cd %t.d && %cc -c %s -o k && %btfgen k && %btfgen -o k.btf k && gzip -k k && xz -k --check=crc32 k && zstd -q k && lz4 -lq k k.lz4
// RUN: cd %t.d && %python %S/Inputs/boot-image x86 k.gz > 1 && %btf-diff k 1
// RUN: cd %t.d && %python %S/Inputs/boot-image x86 k.xz > 2 && %btf-diff k 2
// RUN: cd %t.d && %python %S/Inputs/boot-image zboot k.zst > 3 && %btf-diff k 3 && cp 3 before
// RUN: cd %t.d && not %btf-embed --section .BTF=k.btf 3 2>&1 | FileCheck %s --check-prefix=CHANGE && cmp 3 before
// RUN: cd %t.d && %python %S/Inputs/boot-image x86 k.lz4 > 4 && not %btfgen --dump 4 2>&1 | FileCheck %s --check-prefix=LZ4
// RUN: cd %t.d && head -c 2100 1 > cut && not %btfgen --dump cut 2>&1 | FileCheck %s --check-prefix=CUT

struct s {
  int member;
} v;

// CHANGE: btf-embed: 3: a boot image: what is in it cannot be changed
// LZ4: btfgen: 4: boot image: its kernel is compressed with lz4, which is not read
// CUT: btfgen: cut: boot image: its kernel, at offset 2048 with {{[0-9]+}} bytes, lies outside
