// A compressed file that is changed in place is decompressed once, and what is read after that is the
// copy in memory: the file is locked, and before it is replaced its size and time must be what they were.
// So it is with all that is done with a module: its BTF and ids are added, or an old one is removed.
//
// REQUIRES: strace, xz
// DEFINE: %{once} = bash %S/Inputs/decompressions
// RUN: rm -rf %t && mkdir %t && cd %t && %cc -c %s -o base.o && %btfgen -o V base.o && %cc -DMODULE -c %s -o plain.ko
// RUN: cp plain.ko m.ko && xz --check=crc32 m.ko && cp m.ko.xz e.xz && %btfgen --base=V --resolve-ids plain.ko
// RUN: %{once} %btfgen -j1 --base=V --resolve-ids m.ko.xz | FileCheck %s
// RUN: xz -dc m.ko.xz | cmp - plain.ko
//
// Without a base, and of a file that is not a module.
// RUN: xz -k --check=crc32 base.o && %{once} %btfgen -j1 --resolve-ids base.o.xz | FileCheck %s
//
// RUN: %btfgen --base=V -o S plain.ko && %{once} %btf-embed --base V --resolve-ids --section .BTF=S e.xz | FileCheck %s
// RUN: xz -dc e.xz | cmp - plain.ko
// RUN: %cc -DMODULE -c %s -o f.ko && %btfgen --base=V f.ko && xz --check=crc32 f.ko
// RUN: %{once} %resolve-btfids -b V f.ko.xz | FileCheck %s && xz -d f.ko.xz
// RUN: %btf-ids list --base V f.ko | FileCheck %s --check-prefix=IDS
//
// What is in the copy is plain, even if it looks as if it were compressed in turn: it is no ELF file.
// RUN: xz -c --check=crc32 base.o.xz > twice.xz && not %btfgen twice.xz 2>&1 | FileCheck %s --check-prefix=TWICE
//
// CHECK: {{^}}1 decompressed
// IDS: struct m: m{{$}}
// TWICE: twice.xz: not an ELF file

struct s {
  int i;
} s;
#ifdef MODULE
struct m {
  struct s *s;
} m;
__asm__(".pushsection .BTF_ids,\"a\"\n"
        "__BTF_ID__struct__m__1: .long 0\n"
        ".popsection");
#endif
