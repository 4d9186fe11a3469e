// A file that is compressed is read as if it were not, whatever its name, by every tool; what is
// changed in place is compressed again in the same format.
//
// REQUIRES: xz, zstd
// RUN: rm -rf %t.d && mkdir %t.d && cd %t.d && %cc -c %s -o base && %cc -DMORE -c %s -o m.ko && %btfgen base && %btfgen --base base -o m.btf m.ko
// RUN: cd %t.d && xz --check=crc32 --lzma2=dict=1MiB -k base m.ko m.btf && gzip -n -k base m.ko && zstd -q base m.ko && mv m.ko.zst other-name
// RUN: cd %t.d && %btfgen --base base.gz -o a.btf m.ko.xz && cmp a.btf m.btf && %btfgen --base base.zst -o a.btf other-name && cmp a.btf m.btf
// RUN: cd %t.d && %btfgen --base base.xz --output-dir . m.ko.gz && cmp m.ko.gz.btf m.btf
// RUN: cd %t.d && %btf-diff --base base.xz m.btf.xz a.btf && %btfgen --base base.gz --verify m.btf.xz
// RUN: cd %t.d && %btfgen --base base.gz --dump m.btf.xz > dump && FileCheck %s < dump
// RUN: cd %t.d && %btf-merge -o one base m.btf && %btf-merge -o two base.zst m.btf.xz && cmp one two
//
// In place: what other programs unpack is what the plain file becomes. A link stays one, and so do
// permissions; nothing is left behind.
// RUN: cd %t.d && chmod 640 m.ko.xz && ln -s m.ko.xz link && %btfgen --base base m.ko && %btfgen --base base link m.ko.gz other-name
// RUN: cd %t.d && xz -dc m.ko.xz | cmp - m.ko && gzip -dc m.ko.gz | cmp - m.ko && zstd -dcq < other-name | cmp - m.ko
// RUN: cd %t.d && test -L link && stat -c %%a m.ko.xz | FileCheck %s --check-prefix=MODE && ls -A | not grep tmp
//
// What the kernel's decoder of xz can do (scripts/Makefile.modinst): a CRC32, a dictionary of 1 MiB.
// RUN: cd %t.d && xz --list -vv m.ko.xz | FileCheck %s --check-prefix=XZ
// RUN: cd %t.d && zstd -lv other-name 2>&1 | FileCheck %s --check-prefix=ZSTD
// The gzip header has no name and no time, without which kernels look for none.
// RUN: cd %t.d && head -c 8 m.ko.gz | od -An -tx1 | FileCheck %s --check-prefix=GZIP
//
// btf-embed, also when it drops what nothing refers to; the same once more changes nothing.
// RUN: cd %t.d && cp m.ko.xz e.xz && cp m.ko e && %btf-embed --compact --section .BTF=m.btf e.xz && %btf-embed --compact --section .BTF=m.btf e && xz -dc e.xz | cmp - e
//
// Damage, a rest behind the stream, and bombs are errors that name the file, and leave it.
// RUN: cd %t.d && head -c 500 m.ko.xz > cut.xz && not %btfgen --base base cut.xz 2>&1 | FileCheck %s --check-prefix=CUT
// RUN: cd %t.d && head -c 500 m.ko.gz > cut.gz && not %btfgen --base base cut.gz 2>&1 | FileCheck %s --check-prefix=CUT
// RUN: cd %t.d && head -c 500 other-name > cut.zst && not %btfgen --base base cut.zst 2>&1 | FileCheck %s --check-prefix=CUT
// RUN: cd %t.d && cp m.ko.xz more.xz && echo rest >> more.xz && cp more.xz before && not %btfgen --base base more.xz 2>&1 | FileCheck %s --check-prefix=REST && cmp more.xz before
// RUN: cd %t.d && head -c 400000000 /dev/zero | xz -1 > bomb.xz && not %btfgen --dump bomb.xz 2>&1 | FileCheck %s --check-prefix=BOMB
// RUN: cd %t.d && head -c 400000000 /dev/zero | gzip -9 > bomb.gz && not %btfgen --dump bomb.gz 2>&1 | FileCheck %s --check-prefix=BOMB
// RUN: cd %t.d && head -c 400000000 /dev/zero | zstd -q > bomb.zst && not %btfgen --dump bomb.zst 2>&1 | FileCheck %s --check-prefix=BOMB

struct s {
  int member;
} v;
#ifdef MORE
struct t {
  struct s *of_base;
} w;
#endif

// CHECK: STRUCT 't'
// MODE: 640
// XZ: CRC32 {{.*}}--lzma2=dict=1MiB
// ZSTD: Check: XXH64
// GZIP: 1f 8b 08 00 00 00 00 00
// CUT: btfgen: cut.{{.*}}: cannot be decompressed ({{gzip|xz|zstd}}): it is truncated
// REST: btfgen: more.xz: cannot be decompressed (xz):
// BOMB: btfgen: bomb.{{.*}}: its plain size exceeds {{[0-9]+}} bytes
