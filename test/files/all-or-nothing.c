// Whatever fails, status 1 says that the result was not delivered: what was asked for besides is
// tried first.
//
// REQUIRES: dev-full
// DEFINE: %{refused} = bash %S/Inputs/refused
// RUN: rm -rf %t && mkdir -p %t && cd %t && %cc -c %s -o x.o && cp x.o y.o && cp x.o z.o && %btfgen -o V x.o && %btfgen --base=V -o W z.o
//
// RUN: %{refused} 1 'none/report: cannot create' %btfgen --report=none/report x.o
// RUN: %{refused} 1 'none/report: cannot create' %btfgen --report=none/report -o new x.o
// RUN: %{refused} 1 'none/report: cannot create' 'set -o pipefail; %btfgen --report=none/report -o - x.o | cmp - /dev/null'
// RUN: %{refused} 1 '/dev/full: cannot write' %btfgen --report=/dev/full x.o
// RUN: %{refused} 1 'stdout>: cannot write' '%btfgen --report=- -o new x.o > /dev/full'
// RUN: %{refused} 1 '/dev/full: cannot write' %btfgen --time-trace=/dev/full x.o
// RUN: %{refused} 1 '/dev/full: cannot write' %btf-merge --time-trace=/dev/full -o new V W
// RUN: %{refused} 1 "there is no function 'nobody'" %btfgen --explain=nobody x.o
// RUN: %{refused} 1 "there is no function 'nobody'" %btfgen --explain=nobody --report=new -o /dev/null x.o
// RUN: %{refused} 1 'stdout>: cannot write' '%btfgen --explain x.o > /dev/full'
// RUN: %{refused} 1 'stdout>: cannot write' '%btfgen --explain --output-dir=new x.o y.o z.o > /dev/full'
// RUN: %{refused} 1 'stdout>: cannot write' '%pahole -J -V x.o > /dev/full'
// And the other way round: no report of a result that is not there, no half of two files.
// RUN: %{refused} 1 'full: cannot write' %btfgen --report=new -o /dev/full x.o
// RUN: %{refused} 1 'none/x: cannot create' %btfgen --report=new -o none/x x.o
// RUN: %{refused} 1 'full: cannot write' %btfgen --time-trace=new -o /dev/full x.o
// RUN: %{refused} 1 'full: cannot write' %btf-merge --time-trace=new -o /dev/full V W
// RUN: %{refused} 1 'cannot create|cannot open|denied|Not a' '%btfgen --base=V --distill -o V/x x.o'
//
// What only prints fails if it cannot.
// RUN: %{refused} 1 'stdout>: cannot write' '%btfgen --dump=V > /dev/full'
// RUN: %{refused} 1 'stdout>: cannot write' '%btfgen --verify=V > /dev/full'
// RUN: %{refused} 1 'stdout>: cannot write' '%btfgen --help > /dev/full'
// RUN: %{refused} 1 'stdout>: cannot write' '%pahole --version > /dev/full'
// RUN: %{refused} 1 'stdout>: cannot write' '%btf-embed --help > /dev/full'
// RUN: %{refused} 1 'stdout>: cannot write' '%btf-merge V W > /dev/full'
// RUN: %{refused} 1 'stdout>: cannot write' '%btf-merge --help > /dev/full'
// RUN: %{refused} 2 'stdout>: cannot write' '%btf-diff V V > /dev/full'
// RUN: %{refused} 2 'stdout>: cannot write' '%btf-diff --json V V > /dev/full'
// Also where that cannot be said: status 1 of btf-diff means that there are differences.
// RUN: bash -c '%btf-diff V V > /dev/full 2> /dev/full; test $? = 2'
//
// Messages are no result.
// RUN: bash -c '%btfgen --stats -o new x.o 2> /dev/full' && cmp new V
// RUN: bash -c '%btf-merge --stats -o all V W 2> /dev/full' && test -s all
// With --explain, words and results come in the order of the inputs.
// RUN: %btfgen --explain=f -j4 x.o y.o z.o > words && FileCheck %s < words
//
// CHECK: function f: in
// CHECK-NEXT: function f: in
// CHECK-NEXT: function f: in

struct s {
  int i;
};
int f(struct s *s) { return s->i; }
