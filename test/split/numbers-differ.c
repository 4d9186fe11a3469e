// A module's types that have the names and members of the base's, but other numbers, are the module's own:
// members elsewhere, bitfields of other widths, other values, another number of elements.
//
// RUN: %cc -g -c %s -o %t.base.o && %btfgen -q -o %t.base.btf %t.base.o
// RUN: %cc -g -DMODULE -c %s -o %t.o && %types --base %t.base.btf %t.o > %t.out
// RUN: FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out

#ifdef MODULE
#define EITHER(base, module) module
#define PACKED __attribute__((packed, aligned(4)))
#else
#define EITHER(base, module) base
#define PACKED
#endif
struct same {
  char a;
  int b;
} same;
struct PACKED offset {
  char a;
  int b;
} offset;
struct width {
  int a : EITHER(3, 4);
} width;
enum value { A = EITHER(1, 2) } value;
typedef int elements[EITHER(3, 4)];
elements array;
typedef struct {
  char a;
  int b;
} PACKED *unnamed;
unnamed pointer;
struct holds {
  struct same s;
  unnamed u;
} holds;

// CHECK-DAG: STRUCT 'offset' size=8 vlen=2; 'a' {{.*}}; 'b' type_id={{[0-9]+}} bits_offset=8{{$}}
// CHECK-DAG: STRUCT 'width' size=4 vlen=1; {{.*}}bitfield_size=4
// CHECK-DAG: ENUM 'value' {{.*}}'A' val=2
// CHECK-DAG: TYPEDEF 'elements'
// CHECK-DAG: STRUCT '(anon)' size=8 vlen=2; 'a' {{.*}}; 'b' type_id={{[0-9]+}} bits_offset=8{{$}}
// CHECK-DAG: TYPEDEF 'unnamed'
// CHECK-DAG: STRUCT 'holds'
// NOT-NOT: STRUCT 'same'
