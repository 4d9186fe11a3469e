// Adding a section with btf-embed, GNU objcopy and llvm-objcopy gives files that are the
// same to every other tool: an object, a shared library, an executable.
//
// RUN: %cc -g -c -fPIC %s -o %t.o && %btfgen -o %t.btf %t.o
// RUN: bash %S/Inputs/compare %btf-embed %t.o %t.btf %t.dir.o | FileCheck %s --check-prefixes=CHECK,REL
// RUN: %cc -g -c -fPIC -ffunction-sections %s -o %t.sections.o && bash %S/Inputs/compare %btf-embed %t.sections.o %t.btf %t.dir.sections | FileCheck %s --check-prefixes=CHECK,REL
// RUN: %cc -g -shared -fPIC %s -o %t.so && bash %S/Inputs/compare %btf-embed %t.so %t.btf %t.dir.so | FileCheck %s
// RUN: %cc -g -DMAIN %s -o %t.exe && bash %S/Inputs/compare %btf-embed %t.exe %t.btf %t.dir.exe | FileCheck %s

static const char license[] __attribute__((section(".modinfo"), used)) = "license=GPL";
struct s {
  int a, *b;
} s = {1, &s.a};
int f(struct s *p) { return p->a; }
#ifdef MAIN
int main(void) { return f(&s); }
#endif

// CHECK: same sections: compact
// CHECK: same sections: gnu
// CHECK: same symbols: gnu
// CHECK: same contents: gnu
// CHECK: same sections: llvm
// CHECK: same after strip: gnu
// REL: same after lld: gnu
// REL: same after ld: gnu
