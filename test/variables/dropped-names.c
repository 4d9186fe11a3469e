// Names that only the build needs are dropped.
//
// RUN: %cc -g -c %s -o %t.o && %types --vars=all %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

int first = 1;
int __UNIQUE_ID_author123 = 2;
int __tpstrtab_x = 3;
int __exitcall_x = 4;
int __gendwarfksyms_ptr_x = 5;

// CHECK: VAR 'first'
// NOT-NOT: VAR '__{{(UNIQUE_ID|tpstrtab|exitcall|gendwarfksyms_ptr)}}
