// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// BPF programs of which each asks one thing about a kernel's types, which a
// loader must find out before the program can run: its result is in the first
// instruction. questions.h holds a line for each, made from facts by
// write-questions.py; the first number is the fact's line.
//
//   oN, sN  byte offset of a field, and the bytes of its type
//   tN      bytes of a struct or union
//   xN      whether it has a field that it does not have
//   eN      value of an enumerator
//   fN      attached to a function
//   vN      address of a variable

#include <linux/types.h>

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>

char License[] SEC("license") = "GPL";

#define KERNEL_TYPE __attribute__((preserve_access_index))

// Each question has a local type of its own, with the one field that is asked
// for. CO-RE leaves out "___" and what follows. The name must not be the same
// in two questions: clang would take the types for one.
#define INFO(N, WORD, KIND, TYPE, FIELD, DECLARATION, WHAT)                    \
  SEC("socket") long WORD##N(void *context) {                                  \
    KIND KERNEL_TYPE TYPE##___##WORD##N { DECLARATION; };                      \
    return __builtin_preserve_field_info(                                      \
        ((KIND TYPE##___##WORD##N *)0)->FIELD, WHAT);                          \
  }

#define MEMBER(N, KIND, TYPE, FIELD, DECLARATION)                              \
  INFO(N, o, KIND, TYPE, FIELD, DECLARATION, BPF_FIELD_BYTE_OFFSET)            \
  INFO(N, s, KIND, TYPE, FIELD, DECLARATION, BPF_FIELD_BYTE_SIZE)              \
  INFO(N, x, KIND, TYPE, no_such_field, int no_such_field, BPF_FIELD_EXISTS)   \
  SEC("socket") long t##N(void *context) {                                     \
    KIND KERNEL_TYPE TYPE##___t##N { DECLARATION; };                           \
    return bpf_core_type_size(KIND TYPE##___t##N);                             \
  }

#define ENUMERATOR(N, TYPE, NAME)                                              \
  SEC("socket") long e##N(void *context) {                                     \
    enum TYPE##___e##N{NAME};                                                  \
    return bpf_core_enum_value(enum TYPE##___e##N, NAME);                      \
  }

#define FUNCTION(N, NAME)                                                      \
  SEC("fentry/" #NAME) int f##N(void *context) { return 0; }

#define VARIABLE(N, NAME, DECLARATION)                                         \
  extern const DECLARATION __ksym;                                             \
  SEC("socket") long v##N(void *context) { return (long)&NAME; }

#include "questions.h"
