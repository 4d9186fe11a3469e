// The older .zdebug_* sections, as binutils of that time wrote them.
//
// RUN: %cc -g -c %s -o %t.o && %encode --keep %t.btf %t.o | FileCheck %s
// RUN: objcopy --compress-debug-sections=zlib-gnu %t.o %t.z.o
// RUN: readelf -SW %t.z.o | FileCheck %s --check-prefix=SECTIONS
// RUN: %encode --keep %t.z.btf %t.z.o | FileCheck %s
// RUN: cmp %t.btf %t.z.btf

struct some_rather_long_name_for_a_structure {
  int some_rather_long_name_for_a_first_member, some_rather_long_name_for_a_second_member;
  long some_rather_long_name_for_a_third_member, some_rather_long_name_for_a_fourth_member;
} some_rather_long_name_for_a_variable;
int some_rather_long_name_for_a_function(struct some_rather_long_name_for_a_structure *a) {
  return a->some_rather_long_name_for_a_first_member;
}

// SECTIONS: .zdebug_
// CHECK: STRUCT 'some_rather_long_name_for_a_structure' size=24 vlen=4
