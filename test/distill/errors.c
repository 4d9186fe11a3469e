// Bad calls and bad files: a message, and nothing is written.
//
// RUN: rm -f %t.no
// RUN: %cc -g -c %S/Inputs/kernel.c -o %t.kernel.o && %btfgen -o %t.kernel %t.kernel.o
// RUN: %cc -g -c %S/Inputs/module.c -o %t.o && %btfgen --base %t.kernel --distill -o %t.btf %t.o
//
// RUN: bash -c '%btfgen --distill -o %t.no %t.o 2>&1; test $? = 2' | FileCheck %s --check-prefix=NOBASE
// RUN: bash -c '%btfgen --features=+distilled_base %t.o 2>&1; test $? = 2' | FileCheck %s --check-prefix=NOBASE
// RUN: bash -c '%btfgen --base %t.kernel --distill -o - %t.o 2>&1; test $? = 2' | FileCheck %s --check-prefix=ONE
// RUN: bash -c '%btfgen --base %t.kernel --distill -o /dev/null %t.o 2>&1; test $? = 2' | FileCheck %s --check-prefix=ONE
// RUN: bash -c '%btfgen --relocate %t.btf -o %t.no 2>&1; test $? = 2' | FileCheck %s --check-prefix=WHERE
// RUN: bash -c '%btfgen --relocate %t.btf --base %t.kernel %t.o 2>&1; test $? = 2' | FileCheck %s --check-prefix=ALONE
//
// No distilled base: split BTF without, a base, an ordinary base beside it.
// RUN: %btfgen --base %t.kernel -o %t.direct %t.o
// RUN: not %btfgen --relocate %t.direct --base %t.kernel -o %t.no 2>&1 | FileCheck %s --check-prefix=SPLIT
// RUN: not %btfgen --relocate %t.kernel --base %t.kernel -o %t.no 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: cp %t.kernel %t.direct.base
// RUN: not %btfgen --relocate %t.direct --base %t.kernel -o %t.no 2>&1 | FileCheck %s --check-prefix=KIND
// RUN: rm %t.direct.base
//
// The new base is no base.
// RUN: cp %t.o %t.ko && %btfgen --base %t.kernel --distill %t.ko
// RUN: not %btfgen --relocate %t.btf --base %t.ko -o %t.no 2>&1 | FileCheck %s --check-prefix=ISSPLIT
//
// Every truncation of a module, and every byte of it inverted.
// RUN: llvm-objcopy --only-section=.BTF --only-section=.BTF.base --strip-all %t.ko %t.small
// RUN: %corrupt --truncate %t.small -- %btfgen --relocate {} --base %t.kernel -o {out} | FileCheck %s --check-prefix=CORRUPT
// RUN: %corrupt --flip %t.small -- %btfgen --relocate {} --base %t.kernel -o {out} | FileCheck %s --check-prefix=CORRUPT
// RUN: test ! -e %t.no

// NOBASE: btfgen: --distill needs --base
// ONE: btfgen: -o: --distill and --resolve-ids write more than one file
// WHERE: btfgen: --relocate needs --base
// ALONE: btfgen: --dump, --verify, --relocate and --index take one file
// SPLIT: this is split BTF, which needs its base
// NONE: has no distilled base (.BTF.base)
// KIND: .direct.base: type {{[0-9]+}} ({{.*}}): not a kind that a distilled base may have
// ISSPLIT: .ko: is split BTF, which cannot be a base
// CORRUPT: status 1: {{[1-9][0-9]*}}
