// A file that another program truncates or changes while it is read is an error that names it, and no
// result comes of it, wherever in the work it happens: not the signal SIGBUS, which looking at a
// mapped byte that is gone brings, and not a result of which one part is old and another new.
//
// Not a test of sanitized builds (lit.cfg.py).
// REQUIRES: xz, dwz
// DEFINE: %{disturbed} = bash %S/Inputs/disturbed
// RUN: rm -rf %t && mkdir %t && cd %t && %cc -O2 -shared -fPIC -o io-faults.so %S/../tools/io-faults.c
// RUN: %python %S/../limits/Inputs/many-types.py > all.c && head -n 600 all.c > y.c
// RUN: %cc -c y.c -o vmlinux && %btfgen -o V vmlinux && %cc -c %s -o x.ko && %btfgen --base=V -o S x.ko
//
// RUN: %{disturbed} 1 truncate:4096 vmlinux %btfgen -j1 -o new vmlinux | FileCheck %s
// RUN: %{disturbed} 1 change vmlinux %btfgen -j1 -o new vmlinux | FileCheck %s
// RUN: %{disturbed} 1 truncate:4096 V %btfgen -j1 --base=V -o new x.ko | FileCheck %s
// RUN: %{disturbed} 1 change V %btfgen -j1 --base=V -o new x.ko | FileCheck %s
// RUN: %{disturbed} 1 truncate:4096 V %btf-embed --object new --like x.ko V | FileCheck %s
// RUN: %{disturbed} 1 truncate:4096 V %btf-merge -j1 -o new V S | FileCheck %s
// RUN: %{disturbed} 1 change V %btf-merge -j1 -o new V S | FileCheck %s
// RUN: %{disturbed} 2 truncate:4096 V %btf-diff V V | FileCheck %s
//
// With an index, and compressed.
// RUN: %btfgen --index=V && %{disturbed} 1 truncate:4096 V %btfgen -j1 --base=V -o new x.ko | FileCheck %s
// RUN: %{disturbed} 1 truncate:4096 V.btf-index %btfgen -j1 --base=V -o new x.ko | FileCheck %s
// RUN: xz -k --check=crc32 vmlinux && %{disturbed} 1 truncate:4096 vmlinux.xz %btfgen -j1 -o new vmlinux.xz | FileCheck %s
//
// What has a part of its debug information.
// RUN: %S/../units/Inputs/dwz-multifile '' %t/dwz %cc -gdwarf-4 -O0 -nostdlib -static %S/../units/dwz-multifile.c && cd dwz && cp ../io-faults.so .
// RUN: %{disturbed} 1 change common %btfgen -j1 --strict -o new first | FileCheck %s
// RUN: cd ..
//
// What takes the file's place is another one: the old one is read to its end.
// RUN: cp x.ko vmlinux.new && cp vmlinux kept.vmlinux
// RUN: env LD_PRELOAD=%t/io-faults.so FAULT_DO=replace FAULT_FILE=vmlinux FAULT_CALL=pread FAULT_AT=2 %btfgen -j1 -o new vmlinux
// RUN: cmp new V && cmp vmlinux x.ko
//
// CHECK: refused {{[1-9][0-9]*}} times

struct s1;
struct t {
  struct s1 *s;
};
int f(struct t *t) { return t != 0; }
