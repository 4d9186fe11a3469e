// --lang keeps units, --lang_exclude and PAHOLE_LANG_EXCLUDE drop some; the variable counts only where
// no option says anything.
//
// RUN: %cc -g -std=gnu89 -DOLD -c %s -o %t.old.o && %cc -g -std=gnu11 -c %s -o %t.new.o && %cc -r -nostdlib %t.old.o %t.new.o -o %t.o
// RUN: %pahole --lang=c89,rust --btf_encode_detached=%t.btf %t.o && %btfgen --dump %t.btf | FileCheck %s --check-prefix=OLD --implicit-check-not=new
// RUN: %pahole --lang_exclude=C89,rust --btf_encode_detached=%t.btf %t.o && %btfgen --dump %t.btf | FileCheck %s --check-prefix=NEW --implicit-check-not=old
// RUN: env PAHOLE_LANG_EXCLUDE=c89 %pahole --btf_encode_detached=%t.1.btf %t.o && cmp %t.btf %t.1.btf
// RUN: env PAHOLE_LANG_EXCLUDE=c89 %pahole --lang_exclude=rust --btf_encode_detached=%t.btf %t.o && %btfgen --dump %t.btf | FileCheck %s --check-prefix=BOTH
// RUN: bash -c 'PAHOLE_LANG_EXCLUDE=klingon %pahole --btf_encode_detached=%t.btf %t.o 2> %t.err; test $? = 1' && FileCheck %s --check-prefix=UNKNOWN < %t.err

#ifdef OLD
struct old {
  int a;
} old;
#else
struct new {
  int a;
} new;
#endif

// OLD: STRUCT 'old'
// NEW: STRUCT 'new'
// BOTH-DAG: STRUCT 'old'
// BOTH-DAG: STRUCT 'new'
// UNKNOWN: PAHOLE_LANG_EXCLUDE: there is no language 'klingon'
