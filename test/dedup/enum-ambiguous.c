// An enum's declaration agrees with each of two definitions, so the struct of the unit that only
// declares it is everybody's. (So it is with amdgpu_device, which reaches idh_request, in 6.12.)
//
// RUN: %cc -g -DUNIT=one -c %s -o %t.1.o && %cc -g -DUNIT=two -DVALUES=A -c %s -o %t.2.o
// RUN: %cc -g -DUNIT=three -DVALUES=A,B -c %s -o %t.3.o
// RUN: ld -r %t.1.o %t.2.o %t.3.o -o %t.o && %types %t.o > %t.out && FileCheck %s < %t.out
// RUN: grep -c "STRUCT 'device'" %t.out | FileCheck %s --check-prefix=ONCE

enum message;
struct device {
  void (*send)(struct device *, enum message *);
};
#ifdef VALUES
enum message { VALUES };
#endif
void UNIT(struct device *d, enum message *m) { d->send(d, m); }

// ONCE: {{^1$}}
// CHECK-DAG: ENUM 'message' {{.*}}vlen=1; 'A' val=0{{$}}
// CHECK-DAG: ENUM 'message' {{.*}}vlen=2; 'A' val=0; 'B' val=1
