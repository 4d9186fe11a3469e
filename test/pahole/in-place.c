// Modules and old kernels: -J alone puts .BTF into the file, with --btf_base split from that of another
// one and distilled if asked to. A kernel's build then takes the section out of the file with objcopy.
//
// RUN: %cc -g -DBASE -shared -nostdlib %s -o %t.vmlinux && %cc -g -c %s -o %t.ko
// RUN: env LLVM_OBJCOPY=false %pahole -J --btf_gen_floats -j %t.vmlinux && bpftool btf dump file %t.vmlinux | FileCheck %s --check-prefix=BASE
// RUN: objcopy --only-section=.BTF --set-section-flags .BTF=alloc,readonly --strip-all %t.vmlinux %t.section.o
// RUN: bpftool btf dump file %t.section.o | FileCheck %s --check-prefix=BASE
// RUN: cp %t.ko %t.distilled.ko && cp %t.ko %t.plain.ko
// RUN: env LLVM_OBJCOPY=false %pahole -J --btf_features=default --btf_base %t.vmlinux %t.ko
// RUN: llvm-readelf -S %t.ko | FileCheck %s --check-prefix=SECTION
// RUN: bpftool btf dump -B %t.vmlinux file %t.ko | FileCheck %s --check-prefix=SPLIT --implicit-check-not="STRUCT 'shared'"
// RUN: %pahole -J --btf_features=default --btf_features=distilled_base --btf_base=%t.vmlinux %t.distilled.ko
// RUN: llvm-readelf -S %t.distilled.ko | FileCheck %s --check-prefix=DISTILLED
// RUN: %btfgen --relocate=%t.distilled.ko --base=%t.vmlinux
// Detached BTF has no second file: its base stays whole.
// RUN: %pahole -J --btf_features=default --btf_features=distilled_base --btf_base=%t.vmlinux --btf_encode_detached=%t.btf %t.plain.ko
// RUN: llvm-readelf -S %t.plain.ko | FileCheck %s --check-prefix=UNTOUCHED
// RUN: llvm-objcopy --dump-section=.BTF=%t.section.btf %t.ko && cmp %t.section.btf %t.btf && test ! -e %t.btf.base

struct shared {
  int a;
  double d;
};
#ifdef BASE
struct shared variable;
#else
struct mine {
  struct shared *s;
} mine;
#endif

// BASE: STRUCT 'shared'
// BASE: FLOAT 'double'
// SPLIT: STRUCT 'mine'
// SECTION: .BTF PROGBITS
// SECTION-NOT: .BTF.base
// DISTILLED-DAG: .BTF PROGBITS
// DISTILLED-DAG: .BTF.base PROGBITS
// UNTOUCHED-NOT: .BTF
