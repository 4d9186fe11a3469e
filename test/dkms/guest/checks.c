// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// usage: checks WHICH
//
// Runs in a kernel in which module "mod" (WHICH says how it got its BTF) is
// loaded. BPF programs (checks.bpf.c) must load, attach and see what they ought
// to. Prints PASS: or FAIL: per check, and exits 1 if one failed.

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "checks.skel.h"

static int Failed;
// libbpf's words, for when they are wanted.
static char Said[1 << 16];

static int keepWords(enum libbpf_print_level Level, const char *Format,
                     va_list Args) {
  size_t Used = strlen(Said);
  if (Level != LIBBPF_DEBUG)
    vsnprintf(Said + Used, sizeof(Said) - Used, Format, Args);
  return 0;
}

static void verdict(int Passed, const char *Which, const char *Format, ...) {
  va_list Args;
  va_start(Args, Format);
  printf("%s: %s: ", Passed ? "PASS" : "FAIL", Which);
  vprintf(Format, Args);
  printf("\n");
  va_end(Args);
  if (!Passed) {
    Failed = 1;
    fputs(Said, stdout);
  }
  Said[0] = 0;
}

/// Loads and attaches that one program; null if the kernel refuses.
static struct checks *start(const char *Name) {
  struct checks *S = checks__open();
  if (!S)
    return NULL;
  struct bpf_program *P;
  bpf_object__for_each_program(P, S->obj)
      bpf_program__set_autoload(P, !strcmp(bpf_program__name(P), Name));
  if (!checks__load(S)) {
    P = bpf_object__find_program_by_name(S->obj, Name);
    if (bpf_program__attach(P))
      return S; // the process ends soon: nobody detaches
  }
  checks__destroy(S);
  return NULL;
}

static int trigger(const char *Text) {
  FILE *F = fopen("/sys/module/mod/parameters/trigger", "w");
  if (!F)
    return 0;
  int Written = fputs(Text, F) >= 0;
  return !fclose(F) && Written;
}

int main(int Argc, char **Argv) {
  if (Argc != 2)
    return 2;
  setvbuf(stdout, NULL, _IOLBF, 0);
  libbpf_set_print(keepWords);

  struct checks *S = start("kfunc");
  LIBBPF_OPTS(bpf_test_run_opts, Options);
  int Ran =
      S && !bpf_prog_test_run_opts(bpf_program__fd(S->progs.kfunc), &Options);
  verdict(Ran && S->bss->KfuncSum == 42, Argv[1],
          "a BPF program calls the module's kfunc");

  S = start("function");
  Ran = S && trigger("5");
  int Value = Ran ? S->bss->Value : 0, Second = Ran ? S->bss->Second : 0;
  int Tgid = Ran ? S->bss->Tgid : 0;
  verdict(Value == 5 && Second == 7 && Tgid == getpid(), Argv[1],
          "fentry on the module's function, and from its struct into the "
          "kernel's: 5, 7 and %d, seen %d, %d and %d",
          getpid(), Value, Second, Tgid);
  return Failed;
}
