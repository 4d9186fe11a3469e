// With less memory than the work needs there is a message that says what helps, the exit status of
// an error, and all files are as they were; or else the whole result. The address space starts so
// small that the programs just start, and grows in small steps.
//
// Not a test of sanitized builds (lit.cfg.py).
// RUN: rm -rf %t && mkdir -p %t/one %t/two && cd %t && %python %S/Inputs/many-types.py > x.c && %cc -c x.c -o one/x.o
// RUN: cd one && %btfgen -o ../whole x.o && cp ../whole ../other && %btfgen --base=../whole -o ../split x.o
// RUN: bash %S/Inputs/little-memory 9600 150 1 %btfgen -j1 -o new x.o | FileCheck %s && cmp result ../whole && rm result
// RUN: bash %S/Inputs/little-memory 9600 150 1 %btfgen -j8 -o new x.o | FileCheck %s && cmp result ../whole && rm result
// RUN: cp x.o x.o.before && cp x.o ../all.o && %btfgen ../all.o
// RUN: bash %S/Inputs/little-memory 9600 150 1 %btfgen -j8 x.o | FileCheck %s && cmp x.o.done ../all.o
// RUN: cd ../two && touch something && bash %S/Inputs/little-memory 7000 150 1 %btf-merge -o new ../whole ../split | FileCheck %s
// RUN: rm result && bash %S/Inputs/little-memory 7000 150 2 %btf-diff ../whole ../other | FileCheck %s
//
// CHECK: refused {{[1-9][0-9]*}} times
