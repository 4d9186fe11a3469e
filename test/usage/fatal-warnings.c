// --fatal-warnings: what is said and goes on otherwise is an error, and nothing is written.
//
// RUN: %cc -c %s -o %t.o && cp %t.o %t.before.o
// RUN: %btfgen -o %t.btf %t.o 2> %t.err && FileCheck %s --check-prefix=COUNT < %t.err && rm %t.btf
// RUN: bash -c '%btfgen --fatal-warnings -o %t.btf %t.o 2> %t.err; test $? = 1' && FileCheck %s --check-prefixes=COUNT,FATAL < %t.err && test ! -e %t.btf
// RUN: bash -c '%btfgen -q --fatal-warnings %t.o 2> %t.err; test $? = 1' && FileCheck %s --check-prefixes=COUNT,FATAL < %t.err && cmp %t.o %t.before.o
// RUN: %cc -DGOOD -c %s -o %t.good.o && %btfgen --fatal-warnings %t.good.o 2>&1 | count 0
//
// An id that is not found.
// RUN: %cc -DGOOD -DIDS -I %S/../embed/Inputs -c %s -o %t.ids.o && cp %t.ids.o %t.before.o
// RUN: bash -c '%btfgen --fatal-warnings --resolve-ids %t.ids.o 2> %t.err; test $? = 1' && FileCheck %s --check-prefix=IDS < %t.err && cmp %t.ids.o %t.before.o
// Only such names.
// RUN: %cc -DIDS -I %S/../embed/Inputs -c %s -o %t.both.o && cp %t.both.o %t.both.before
// RUN: bash -c '%btfgen -q --fatal-warnings=ids --resolve-ids %t.both.o 2> %t.err; test $? = 1' && FileCheck %s --check-prefix=IDS < %t.err && cmp %t.both.o %t.both.before
// RUN: %btfgen --fatal-warnings=ids %t.both.o 2> %t.err && FileCheck %s --check-prefix=COUNT < %t.err
// RUN: bash -c '%btfgen --fatal-warnings=id -o %t.no %t.o 2> %t.err; test $? = 2' && FileCheck %s --check-prefix=WHICH < %t.err
//
// RUN: %btfgen %t.ids.o && cp %t.ids.o %t.before.o
// RUN: bash -c '%btf-embed -q --fatal-warnings --resolve-ids %t.ids.o 2> %t.err; test $? = 1' && FileCheck %s --check-prefix=IDS < %t.err && cmp %t.ids.o %t.before.o
// RUN: %btf-embed --resolve-ids %t.ids.o 2> %t.err && FileCheck %s --check-prefix=WARNING < %t.err

#ifdef IDS
#include "ids.h"
BTF_ID(func, nobody, 1)
#endif
struct s {
  int member;
#ifndef GOOD
  _Complex float unsupported;
#endif
} v;

// WHICH: btfgen: --fatal-warnings: 'id' is not ids
// COUNT: btfgen: {{.*}}: 1 members left out
// FATAL: something was left out (--fatal-warnings)
// IDS: no func is called nobody (--fatal-warnings)
// WARNING: warning: no func is called nobody
