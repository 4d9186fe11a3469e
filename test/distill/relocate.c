// --relocate moves a module's BTF to another build of the kernel as that kernel does
// when it loads the module. Types may be anywhere there; sizes count for numbers,
// enumerations and what the module's own types contain.
//
// RUN: rm -f %t.no
// RUN: %cc -g -fsigned-char -c %S/Inputs/kernel.c -o %t.kernel.o && %btfgen -o %t.kernel %t.kernel.o
// RUN: %cc -g -fsigned-char -c %S/Inputs/module.c -o %t.o
// RUN: %btfgen --base %t.kernel --distill -o %t.btf %t.o
//
// The same kernel: the same as without --distill.
// RUN: %btfgen --base %t.kernel -o %t.direct %t.o
// RUN: %btfgen --relocate %t.btf --base %t.kernel -o %t.same
// RUN: %btf-diff --base %t.kernel %t.direct %t.same
//
// Ids have moved, and what the module points to has grown: the same as if the module
// had been built for that kernel.
// RUN: %cc -g -DGROWN -c %S/Inputs/kernel.c -o %t.grown.o && %btfgen -o %t.grown %t.grown.o
// RUN: %cc -g -DGROWN -c %S/Inputs/module.c -o %t.new.o && %btfgen --base %t.grown -o %t.new %t.new.o
// RUN: %btfgen --relocate=%t.btf --base=%t.grown | FileCheck %s --check-prefix=FITS
// RUN: %btfgen --relocate %t.btf --base %t.grown -o %t.moved
// RUN: %btf-diff --base %t.grown %t.new %t.moved
// RUN: bpftool btf dump file %t.grown > %t.dump && bpftool -B %t.grown btf dump file %t.moved >> %t.dump
// RUN: FileCheck %s --check-prefix=DUMP < %t.dump
// RUN: not %btf-diff --base-a %t.kernel --base-b %t.grown %t.direct %t.moved
//
// RUN: %cc -g -DEMBEDDED -c %S/Inputs/kernel.c -o %t.embedded.o && %btfgen -o %t.embedded %t.embedded.o
// RUN: not %btfgen --relocate %t.btf --base %t.embedded -o %t.no 2>&1 | FileCheck %s --check-prefix=EMBEDDED
// RUN: %cc -g -DGONE -c %S/Inputs/kernel.c -o %t.gone.o && %btfgen -o %t.gone %t.gone.o
// RUN: not %btfgen --relocate %t.btf --base %t.gone -o %t.no 2>&1 | FileCheck %s --check-prefix=GONE
// RUN: %cc -g -DOTHERKIND -c %S/Inputs/kernel.c -o %t.otherkind.o && %btfgen -o %t.otherkind %t.otherkind.o
// RUN: not %btfgen --relocate %t.btf --base %t.otherkind -o %t.no 2>&1 | FileCheck %s --check-prefix=OTHERKIND
// RUN: %cc -g -funsigned-char -c %S/Inputs/kernel.c -o %t.char.o && %btfgen -o %t.char %t.char.o
// RUN: not %btfgen --relocate %t.btf --base %t.char -o %t.no 2>&1 | FileCheck %s --check-prefix=CHAR
// RUN: %cc -g -DRESIZED -c %S/Inputs/kernel.c -o %t.resized.o && %btfgen -o %t.resized %t.resized.o
// RUN: not %btfgen --relocate %t.btf --base %t.resized -o %t.no 2>&1 | FileCheck %s --check-prefix=RESIZED
// RUN: test ! -e %t.no
//
// A declaration may stand for a definition, but for those with bit-fields the kernel
// asks the wrong bit.
// RUN: %cc -g -DDEFINED -c %S/Inputs/kernel.c -o %t.defined.o && %btfgen -o %t.defined %t.defined.o
// RUN: %btfgen --relocate %t.btf --base %t.defined -o %t.moved
// RUN: bpftool btf dump file %t.defined > %t.dump && bpftool -B %t.defined btf dump file %t.moved >> %t.dump
// RUN: FileCheck %s --check-prefix=DEFINED < %t.dump
// RUN: %cc -g -DBITS -c %S/Inputs/kernel.c -o %t.bits.o && %btfgen -o %t.bits %t.bits.o
// RUN: not %btfgen --relocate %t.btf --base %t.bits -o %t.no 2>&1 | FileCheck %s --check-prefix=BITS
// RUN: test ! -e %t.no

// FITS: relocate.c.tmp.btf: fits {{.*}}relocate.c.tmp.grown
// DUMP-DAG: [[POINTER:[0-9]+]]] STRUCT 'by_pointer' size=56 vlen=3
// DUMP-DAG: PTR '(anon)' type_id=[[POINTER]]{{$}}
// DUMP-DAG: STRUCT 'mine' size=104 vlen=11
// EMBEDDED: .btf: .BTF.base: type {{[0-9]+}} (STRUCT 'by_value', 16 bytes): in {{.*}}.embedded there is STRUCT 'by_value', 24 bytes; types of the module contain it, so its size counts
// EMBEDDED-NOT: .BTF.base
// GONE: .btf: .BTF.base: type {{[0-9]+}} (ENUM 'colour', 4 bytes): in {{.*}}.gone there is no type of this name
// GONE-NOT: .BTF.base
// OTHERKIND: .btf: .BTF.base: type {{[0-9]+}} (ENUM 'colour', 4 bytes): in {{.*}}.otherkind there is STRUCT 'colour', 4 bytes
// OTHERKIND-NOT: .BTF.base
// CHAR: .btf: .BTF.base: type {{[0-9]+}} (signed INT 'char', 1 bytes): in {{.*}}.char there is INT 'char', 1 bytes
// CHAR-NOT: .BTF.base
// RESIZED: .btf: .BTF.base: type {{[0-9]+}} (ENUM 'wide', 8 bytes): in {{.*}}.resized there is ENUM 'wide', 4 bytes
// RESIZED-NOT: .BTF.base
// DEFINED: [[DECLARED:[0-9]+]]] STRUCT 'declared' size=4
// DEFINED: [[POINTER:[0-9]+]]] PTR '(anon)' type_id=[[DECLARED]]{{$}}
// DEFINED: STRUCT 'mine'
// DEFINED: 'declared' type_id=[[POINTER]] bits_offset=
// BITS: .btf: .BTF.base: type {{[0-9]+}} (FWD 'declared'): in {{.*}}.bits there is STRUCT 'declared', 8 bytes; a declaration only matches a declaration, a struct without bit-fields or a union with bit-fields
// BITS-NOT: .BTF.base
