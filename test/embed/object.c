// --object wraps BTF for a kernel's link. The symbols are those of objcopy, --symbols
// names them otherwise, --no-symbols leaves them out.
//
// RUN: rm -rf %t && mkdir %t && cd %t && %cc -g -c %s -o x.o && %btfgen -o .btf.vmlinux.bin x.o
// RUN: %btf-embed --object btf.o --like x.o .btf.vmlinux.bin && llvm-readelf -hSsW btf.o | FileCheck %s
// RUN: objcopy -I binary -O elf64-little --rename-section .data=.BTF .btf.vmlinux.bin theirs.o
// RUN: llvm-nm -f posix theirs.o > theirs && llvm-nm -f posix btf.o | sed 's/ R / D /' | diff - theirs
// RUN: llvm-objcopy --dump-section .BTF=dumped btf.o /dev/null && cmp dumped .btf.vmlinux.bin
// RUN: %btf-embed --object btf.o --like x.o --symbols .btf.kernel.bin .btf.vmlinux.bin && llvm-nm btf.o | FileCheck %s --check-prefix=NAMED
// RUN: %btf-embed --object btf.o --like x.o --no-symbols .btf.vmlinux.bin && llvm-nm btf.o 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: %btf-embed --object btf.o --like x.o --as .BTF.inline --no-symbols .btf.vmlinux.bin && llvm-objcopy --dump-section .BTF.inline=dumped btf.o /dev/null && cmp dumped .btf.vmlinux.bin
//
// A path is part of the name, as with objcopy.
// RUN: %btf-embed --object btf.o --like x.o ./.btf.vmlinux.bin && llvm-nm btf.o | FileCheck %s --check-prefix=PATH
//
// RUN: not %btf-embed --object none.o --like %s .btf.vmlinux.bin 2>&1 | FileCheck %s --check-prefix=LIKE
// RUN: not %btf-embed --object none.o --like x.o x.o 2>&1 | FileCheck %s --check-prefix=NOT-BTF
// RUN: not %btf-embed --object no-such-folder/none.o --like x.o .btf.vmlinux.bin 2>&1 | FileCheck %s --check-prefix=FOLDER
// RUN: test ! -e none.o

int x;

// CHECK: Type: REL
// CHECK: .BTF PROGBITS {{0+ [0-9a-f]+ [0-9a-f]+}} 00 A 0 0 8
// CHECK: .note.GNU-stack PROGBITS {{0+ [0-9a-f]+}} 000000 00 0 0 1
// CHECK: .strtab STRTAB {{0+ [0-9a-f]+ [0-9a-f]+}} 00 0 0 1
// CHECK: .shstrtab STRTAB {{0+ [0-9a-f]+ [0-9a-f]+}} 00 0 0 1
// CHECK: NOTYPE GLOBAL DEFAULT 1 _binary__btf_vmlinux_bin_start
// CHECK: NOTYPE GLOBAL DEFAULT 1 _binary__btf_vmlinux_bin_end
// CHECK: NOTYPE GLOBAL DEFAULT ABS _binary__btf_vmlinux_bin_size
// NAMED-DAG: _binary__btf_kernel_bin_start
// NAMED-DAG: _binary__btf_kernel_bin_end
// NAMED-DAG: _binary__btf_kernel_bin_size
// NONE: no symbols
// PATH: _binary____btf_vmlinux_bin_start
// LIKE: btf-embed: {{.*}}object.c: not an ELF file
// NOT-BTF: btf-embed: x.o: {{.*}}BTF
// FOLDER: btf-embed: no-such-folder/none.o: cannot create
