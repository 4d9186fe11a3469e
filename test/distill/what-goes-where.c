// The base that --distill makes has the named types that the module uses, without
// members: an ENUM stands for an ENUM64 as well. What else the module uses of the
// kernel's types (pointers, typedefs, nameless types) moves to the split BTF.
//
// RUN: %cc -g -c %S/Inputs/kernel.c -o %t.kernel.o && %btfgen -o %t.kernel %t.kernel.o
// RUN: %cc -g -c %S/Inputs/module.c -o %t.o
// RUN: %btfgen --base %t.kernel --distill -o %t.btf %t.o
// RUN: %btfgen --verify %t.btf.base && %btfgen --verify %t.btf --base %t.btf.base
// RUN: %btfgen --dump %t.btf.base | FileCheck %s --check-prefix=BASE
// RUN: %btfgen --dump %t.btf --base %t.btf.base | FileCheck %s --check-prefix=SPLIT
// RUN: bpftool -B %t.btf.base btf dump file %t.btf | FileCheck %s --check-prefix=SPLIT
//
// Its own types stay in order of name, and every run gives the same.
// RUN: %btfgen --base %t.kernel --features=+distilled_base -j 8 --output-dir %t.dir %t.o
// RUN: cmp %t.btf %t.dir/what-goes-where.c.tmp.o.btf
// RUN: cmp %t.btf.base %t.dir/what-goes-where.c.tmp.o.btf.base
// RUN: %btfgen --dump %t.btf --base %t.btf.base | sed -nE "s/^\[[0-9]+\] [A-Z_0-9]+ '([^(].*)' .*/\1/p" > %t.names
// RUN: sort -c %t.names && grep -c . %t.names | FileCheck %s --check-prefix=NAMES

// BASE-NOT: 'long
// BASE-NOT: PTR
// BASE-NOT: TYPEDEF
// BASE-NOT: {{^[[:blank:]]}}
// BASE: UNION 'both' size=8 vlen=0
// BASE-NEXT: STRUCT 'by_pointer' size=48 vlen=0
// BASE-NEXT: STRUCT 'by_value' size=16 vlen=0
// BASE-NEXT: INT 'char' size=1
// BASE-NEXT: ENUM 'colour' encoding=UNSIGNED size=4 vlen=0
// BASE-NEXT: FWD 'declared' fwd_kind=struct
// BASE-NEXT: FLOAT 'float' size=4
// BASE-NEXT: INT 'int' size=4
// BASE-NEXT: INT 'short int' size=2
// BASE-NEXT: ENUM 'wide' encoding=UNSIGNED size=8 vlen=0

// SPLIT-DAG: STRUCT '(anon)' size=8 vlen=2
// SPLIT-DAG: ENUM '(anon)' encoding=UNSIGNED size=4 vlen=2
// SPLIT-DAG: FUNC_PROTO '(anon)' {{.*}} vlen=2
// SPLIT-DAG: TYPEDEF 'nameless'
// SPLIT-DAG: TYPEDEF 'handle'
// SPLIT-DAG: STRUCT 'mine' size=104 vlen=11
// SPLIT-DAG: FUNC 'by_value'
// NAMES: {{^4$}}
