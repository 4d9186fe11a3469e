// Prefixes of a .dwo file, damaged bytes of it and of a .dwp file: units are left out, or other ones
// read; and so for the file that names them. Every fifth or so, for time; all of them passed, too.
//
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: %clang -gdwarf-5 -gsplit-dwarf -c %s -o v5.o && %cc -gdwarf-4 -gsplit-dwarf -c %s -o v4.o
// RUN: llvm-dwp v5.dwo -o v5.o.dwp && mkdir files && mv v5.o v4.o v5.dwo v4.dwo v5.o.dwp files && cd files
// RUN: %corrupt --truncate v5.dwo --step 5 -- %S/Inputs/beside v5.o v5.dwo {} %btfgen -j1 -o {out} | FileCheck %s
// RUN: %corrupt --flip v5.dwo --step 5 -- %S/Inputs/beside v5.o v5.dwo {} %btfgen -j1 -o {out} | FileCheck %s
// RUN: %corrupt --flip v4.dwo --step 6 -- %S/Inputs/beside v4.o v4.dwo {} %btfgen -j1 -o {out} | FileCheck %s
// RUN: %corrupt --flip v5.o.dwp --step 3 -- %S/Inputs/beside v5.o v5.o.dwp {} %btfgen -j1 -o {out} | FileCheck %s
// RUN: %corrupt --flip v5.o --step 13 -- %S/Inputs/beside v5.dwo v5.dwo {} %btfgen -j1 -o {out} | FileCheck %s

struct s {
  int member;
  struct s *next;
} first;
int function(struct s *s) { return s->member; }

// CHECK: status 3: {{[0-9]+}}
