// Compressed debug sections are read as if they were not.
//
// RUN: %cc -g -c %s -o %t.o && %encode --keep %t.btf %t.o | FileCheck %s
// RUN: llvm-objcopy --compress-debug-sections=zlib %t.o %t.zlib.o && %encode --keep %t.zlib.btf %t.zlib.o | FileCheck %s
// RUN: llvm-objcopy --compress-debug-sections=zstd %t.o %t.zstd.o && %encode --keep %t.zstd.btf %t.zstd.o | FileCheck %s
// RUN: %cc -g -gz=zlib -c %s -o %t.gz.o && %encode --keep %t.gz.btf %t.gz.o | FileCheck %s
// RUN: %clang -g -gz=zstd -c %s -o %t.czstd.o && %encode %t.czstd.o | FileCheck %s
// RUN: cmp %t.btf %t.zlib.btf && cmp %t.btf %t.zstd.btf && cmp %t.btf %t.gz.btf

// Long enough to be compressed at all.
struct some_rather_long_name_for_a_structure {
  int some_rather_long_name_for_a_first_member, some_rather_long_name_for_a_second_member;
  long some_rather_long_name_for_a_third_member, some_rather_long_name_for_a_fourth_member;
} some_rather_long_name_for_a_variable;
int some_rather_long_name_for_a_function(struct some_rather_long_name_for_a_structure *a) {
  return a->some_rather_long_name_for_a_first_member;
}

// CHECK: STRUCT 'some_rather_long_name_for_a_structure' size=24 vlen=4
