// libbpf, whose code for this is the kernel's, agrees: its distilled pair says the same
// as ours, it moves ours to where we move it, and what we refuse it refuses.
//
// REQUIRES: libbpf-distill, lld
// RUN: %cc -g -fsigned-char -c %S/Inputs/kernel.c -o %t.kernel.o && %btfgen -o %t.kernel %t.kernel.o
// RUN: %cc -g -fsigned-char -c %S/Inputs/module.c -o %t.o
// RUN: %btfgen --base %t.kernel -o %t.direct %t.o
// RUN: %btfgen --base %t.kernel --distill -o %t.btf %t.o
// RUN: %libbpf-distill --distill %t.kernel %t.direct %t.theirs
// RUN: %btf-diff %t.theirs.base %t.btf.base
// RUN: %btf-diff --base-a %t.theirs.base --base-b %t.btf.base %t.theirs %t.btf
// RUN: %btfgen --dump %t.theirs --base %t.theirs.base | grep -c '^\[' > %t.theirs.count
// RUN: %btfgen --dump %t.btf --base %t.btf.base | grep -c '^\[' > %t.count && cmp %t.theirs.count %t.count
//
// RUN: %libbpf-distill --relocate %t.btf %t.kernel %t.same && %btf-diff --base %t.kernel %t.direct %t.same
// RUN: %cc -g -DGROWN -c %S/Inputs/kernel.c -o %t.grown.o && %btfgen -o %t.grown %t.grown.o
// RUN: %libbpf-distill --relocate %t.btf %t.grown %t.theirs && %btfgen --relocate %t.btf --base %t.grown -o %t.moved
// RUN: %btf-diff --base %t.grown %t.theirs %t.moved
// RUN: %btfgen --dump %t.theirs --base %t.grown > %t.theirs.txt
// RUN: %btfgen --dump %t.moved --base %t.grown | diff %t.theirs.txt -
// RUN: %cc -g -DEMBEDDED -c %S/Inputs/kernel.c -o %t.embedded.o && %btfgen -o %t.embedded %t.embedded.o
// RUN: not %libbpf-distill --relocate %t.btf %t.embedded %t.no
// RUN: %cc -g -DGONE -c %S/Inputs/kernel.c -o %t.gone.o && %btfgen -o %t.gone %t.gone.o
// RUN: not %libbpf-distill --relocate %t.btf %t.gone %t.no
// RUN: %cc -g -DOTHERKIND -c %S/Inputs/kernel.c -o %t.otherkind.o && %btfgen -o %t.otherkind %t.otherkind.o
// RUN: not %libbpf-distill --relocate %t.btf %t.otherkind %t.no
// RUN: %cc -g -funsigned-char -c %S/Inputs/kernel.c -o %t.char.o && %btfgen -o %t.char %t.char.o
// RUN: not %libbpf-distill --relocate %t.btf %t.char %t.no
// RUN: %cc -g -DRESIZED -c %S/Inputs/kernel.c -o %t.resized.o && %btfgen -o %t.resized %t.resized.o
// RUN: not %libbpf-distill --relocate %t.btf %t.resized %t.no
// RUN: %cc -g -DDEFINED -c %S/Inputs/kernel.c -o %t.defined.o && %btfgen -o %t.defined %t.defined.o
// RUN: %libbpf-distill --relocate %t.btf %t.defined %t.theirs && %btfgen --relocate %t.btf --base %t.defined -o %t.moved
// RUN: %btfgen --dump %t.theirs --base %t.defined > %t.theirs.txt
// RUN: %btfgen --dump %t.moved --base %t.defined | diff %t.theirs.txt -
// RUN: %cc -g -DBITS -c %S/Inputs/kernel.c -o %t.bits.o && %btfgen -o %t.bits %t.bits.o
// RUN: not %libbpf-distill --relocate %t.btf %t.bits %t.no
//
// Names that stand for two types: with our base the module loads, with theirs it does not.
// RUN: %cc -g -DONE -c %S/ambiguous.c -o %t.1.o && %cc -g -DTWO -c %S/ambiguous.c -o %t.2.o
// RUN: %lld -r %t.1.o %t.2.o -o %t.twins.o && %btfgen -o %t.twins %t.twins.o
// RUN: %cc -g -DONE -DMODULE -c %S/ambiguous.c -o %t.o
// RUN: %btfgen --base %t.twins -o %t.direct %t.o && %btfgen --base %t.twins --distill -o %t.btf %t.o
// RUN: %libbpf-distill --relocate %t.btf %t.twins %t.same && %btf-diff --base %t.twins %t.direct %t.same
// RUN: %libbpf-distill --distill %t.twins %t.direct %t.theirs
// RUN: not %libbpf-distill --relocate %t.theirs %t.twins %t.no
// RUN: not %btfgen --relocate %t.theirs --base %t.twins 2>&1 | FileCheck %s

// CHECK: type {{[0-9]+}} (STRUCT 'twin', 16 bytes): {{.*}} match
