# More sections than the ELF header can count (65,280): their number then is in the section
# header 0, before or since .BTF is added. Other tools find it.
#
# REQUIRES: clang
# RUN: %clang -c -Wa,--defsym,COUNT=66000 %s -o %t.more.o && %btf-embed --section .BTF=%S/Inputs/empty.btf %t.more.o
# RUN: llvm-readelf -h %t.more.o | FileCheck %s --check-prefix=MORE
# RUN: objcopy --dump-section .BTF=%t.1 %t.more.o %t.out && cmp %t.1 %S/Inputs/empty.btf
# RUN: %btf-embed --compact %t.more.o && llvm-objcopy --dump-section .BTF=%t.1 %t.more.o /dev/null && cmp %t.1 %S/Inputs/empty.btf
#
# RUN: %clang -c -Wa,--defsym,COUNT=65272 %s -o %t.exact.o && llvm-readelf -h %t.exact.o | FileCheck %s --check-prefix=BEFORE
# RUN: %btf-embed --section .BTF=%S/Inputs/empty.btf %t.exact.o && llvm-readelf -h %t.exact.o | FileCheck %s --check-prefix=SINCE
# RUN: objcopy --dump-section .BTF=%t.1 %t.exact.o %t.out && cmp %t.1 %S/Inputs/empty.btf

# BEFORE: Number of section headers: 65279
# SINCE: Number of section headers: 0 (65280)
# MORE: Number of section headers: 0 (66{{[0-9]+}})
.rept COUNT
.section s.\+
.endr
