// A boot image stands for the kernel in it, as a base and to be looked at; it cannot be changed.
//
// REQUIRES: xz, zstd, lz4
// RUN: rm -rf %t.d && mkdir %t.d && cd %t.d && %cc -c %s -o k && %btfgen k && %btfgen -o k.btf k && gzip -k k && xz -k --check=crc32 k && zstd -q k && lz4 -lq k k.lz4 && xz -k --format=lzma k
// RUN: cd %t.d && cp k eight && truncate -s 8M eight && lz4 -lq eight eight.lz4 && cp k nine && truncate -s 9M nine && lz4 -lq nine nine.lz4
// More than a block of 8 MiB, with the section headers in the second.
// RUN: cd %t.d && truncate -s 9M pad && objcopy --add-section .pad=pad k far && lz4 -lq far far.lz4
// RUN: cd %t.d && printf '\211LZO\0' > k.lzo && echo unknown > k.new && bash -c 'for f in gz xz zst lz4 lzma; do head -c 500 k.$f > cut.$f; done'
// RUN: cd %t.d && %python %S/Inputs/boot-image bzip2 k k.bz2 x86 k.gz 1 x86 k.xz 2 zboot k.zst 3 x86 k.lz4 4 x86 k.bz2 5 x86 k.lzma 6 x86 eight.lz4 8 x86 nine.lz4 9 x86 far.lz4 10 x86 k.lzo lzo x86 k.new new x86 cut.gz cut1 x86 cut.xz cut2 x86 cut.zst cut3 x86 cut.lz4 cut4 x86 cut.lzma cut5
// RUN: cd %t.d && bash -ec 'for n in 1 2 3 4 5 6 8 9 10; do %btf-diff k $n; done'
// RUN: cd %t.d && %cc -DMORE -c %s -o m && %btfgen --base k -o m.btf m && %btfgen --base 4 -o m4.btf m && cmp m.btf m4.btf
// RUN: cd %t.d && cp 3 before && not %btf-embed --section .BTF=k.btf 3 2>&1 | FileCheck %s --check-prefix=CHANGE && cmp 3 before
//
// Damage, and formats that are not read.
// RUN: cd %t.d && head -c 2100 1 > cut && not %btfgen --dump cut 2>&1 | FileCheck %s --check-prefix=CUT
// RUN: cd %t.d && bash -c 'for n in 1 2 3 4 5; do %btfgen --dump cut$n; test $? = 1 || exit; done' 2>&1 | FileCheck %s --check-prefix=SHORT
// RUN: cd %t.d && not %btfgen --dump lzo 2>&1 | FileCheck %s --check-prefix=LZO
// RUN: cd %t.d && not %btfgen --dump new 2>&1 | FileCheck %s --check-prefix=UNKNOWN
//
// Where the kernel is no ELF file, its BTF is found by its header, in either byte order; where no
// header says where the kernel is, that is found.
// RUN: cd %t.d && %large-btf 4000 9000 l.btf && %large-btf -b 4000 9000 b.btf && head -c 500 k.bz2 > cut.bz2
// RUN: cd %t.d && %python %S/Inputs/boot-image arm64 l.btf a plain b.btf b plain l.btf l && bash -ec 'for f in a b l; do gzip -k $f; zstd -q $f; lz4 -lq $f $f.lz4; xz -k $f; xz -k --format=lzma $f; done'
// RUN: cd %t.d && %python %S/Inputs/boot-image zboot a.zst a1 bzip2 b b.bz2 s390 b.gz b1 s390 b.xz b2 s390 b.zst b3 s390 b.lz4 b4 s390 b.bz2 b5 s390 b.lzma b6 s390 b b7 arm l.xz l1 arm k none x86 cut.bz2 cut6
// RUN: cd %t.d && bash -ec 'for f in a a.gz a1 l1; do %btf-diff l.btf $f; done; for n in 1 2 3 4 5 6 7; do %btf-diff b.btf b$n; done'
// RUN: cd %t.d && not %btfgen --dump cut6 2>&1 | FileCheck %s --check-prefix=BZIP2
// RUN: cd %t.d && not %btfgen --dump none 2>&1 | FileCheck %s --check-prefix=NONE

struct s {
  int member;
} v;
#ifdef MORE
struct t {
  struct s *of_base;
} w;
#endif

// CHANGE: btf-embed: 3: this is a boot image, which cannot be changed
// CUT: btfgen: cut: boot image: its kernel, at offset 2048 with {{[0-9]+}} bytes, lies outside
// SHORT: btfgen: cut1: cannot be decompressed (gzip)
// SHORT-NEXT: btfgen: cut2: cannot be decompressed (xz)
// SHORT-NEXT: btfgen: cut3: cannot be decompressed (zstd)
// SHORT-NEXT: btfgen: cut4: cannot be decompressed (lz4): it is truncated
// SHORT-NEXT: btfgen: cut5: cannot be decompressed (lzma)
// BZIP2: btfgen: cut6: cannot be decompressed (bzip2): it is truncated
// LZO: btfgen: lzo: boot image: its kernel is compressed with lzo, which is not read
// UNKNOWN: btfgen: new: boot image: its kernel is compressed with an unknown format, which is not read
// NONE: btfgen: none: there is no BTF in this kernel
