// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// usage: checks NAME...
//
// Runs in a kernel that has just booted. Every NAME must be the BTF of the
// kernel or of a module, and found by its id; BPF programs (checks.bpf.c) must
// load, attach and see what they ought to. Prints PASS: or FAIL: per check.

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
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

static void verdict(int Passed, const char *Format, ...) {
  va_list Args;
  va_start(Args, Format);
  printf("%s: ", Passed ? "PASS" : "FAIL");
  vprintf(Format, Args);
  printf("\n");
  va_end(Args);
  if (!Passed) {
    Failed = 1;
    fputs(Said, stdout);
  }
  Said[0] = 0;
}

/// Whether one of all BTFs is the kernel's of that name.
static int hasId(const char *Name) {
  __u32 Id = 0;
  int Found = 0;
  while (!bpf_btf_get_next_id(Id, &Id)) {
    int Fd = bpf_btf_get_fd_by_id(Id);
    if (Fd < 0)
      continue;
    char Of[64] = "";
    struct bpf_btf_info Info = {.name = (__u64)(unsigned long)Of,
                                .name_len = sizeof(Of)};
    __u32 Size = sizeof(Info);
    if (!bpf_obj_get_info_by_fd(Fd, &Info, &Size))
      Found |= Info.kernel_btf && !strcmp(Of, Name);
    close(Fd);
  }
  return Found;
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

/// Has the kernel call bpf_fentry_test1() with 1.
static int runKernelFunction(const struct bpf_program *P) {
  LIBBPF_OPTS(bpf_test_run_opts, Options);
  return bpf_prog_test_run_opts(bpf_program__fd(P), &Options);
}

static int writeText(const char *Path, const char *Text) {
  int Fd = open(Path, O_WRONLY);
  if (Fd < 0)
    return -1;
  ssize_t Written = write(Fd, Text, strlen(Text));
  close(Fd);
  return Written < 0 ? -1 : 0;
}

static int kernelIsFrom(int Major, int Minor) {
  struct utsname Name;
  int OfMajor = 0, OfMinor = 0;
  uname(&Name);
  sscanf(Name.release, "%d.%d", &OfMajor, &OfMinor);
  return OfMajor > Major || (OfMajor == Major && OfMinor >= Minor);
}

static void checkPrograms(void) {
  struct checks *S = start("vmlinux_function");
  int Ran = S && !runKernelFunction(S->progs.vmlinux_function);
  verdict(Ran && S->bss->EntryValue == 1,
          "fentry on a function of vmlinux: called with 1, seen %d",
          S ? S->bss->EntryValue : 0);
  verdict(Ran && S->bss->CoreTgid == getpid() && S->bss->CoreMissing == -1,
          "CO-RE: task_struct.tgid is %d, seen %d; a missing member is missing",
          getpid(), S ? S->bss->CoreTgid : 0);

  S = start("module_function");
  Ran = S && !system("ip link add seen0 type dummy");
  verdict(Ran && S->bss->NetSetups == 1,
          "fentry on a function of module dummy: %d call seen",
          S ? S->bss->NetSetups : 0);

  S = start("probe_function");
  Ran = S && !writeText("/sys/module/guest_probe/parameters/trigger", "5");
  verdict(Ran && S->bss->ProbeValue == 5 && S->bss->ProbeSecond == 7,
          "fentry on a function of an out-of-tree module: 5 and 7, seen %d and "
          "%d",
          S ? S->bss->ProbeValue : 0, S ? (int)S->bss->ProbeSecond : 0);

  S = start("global_variable");
  Ran = S && !runKernelFunction(S->progs.global_variable);
  verdict(Ran && !strncmp(S->bss->InitComm, "swapper", 7) &&
              S->bss->NumCpuIds == (unsigned)sysconf(_SC_NPROCESSORS_CONF),
          "typed __ksym of global variables: init_task.comm \"%s\", "
          "nr_cpu_ids %u",
          S ? S->bss->InitComm : "", S ? S->bss->NumCpuIds : 0);

  S = start("percpu_variable");
  Ran = S && !runKernelFunction(S->progs.percpu_variable);
  verdict(Ran && S->data->PerCpuWrong == 0 &&
              S->bss->PerCpuSeen == sysconf(_SC_NPROCESSORS_CONF),
          "bpf_per_cpu_ptr: runqueues of %d CPUs, %d wrong",
          S ? S->bss->PerCpuSeen : 0, S ? S->data->PerCpuWrong : 0);
  verdict(Ran && S->data->ThisCpuWrong == 0,
          "bpf_this_cpu_ptr: runqueues of this CPU");

  if (kernelIsFrom(6, 2)) { // the first that has this kfunc
    S = start("kfunc");
    Ran = S && !runKernelFunction(S->progs.kfunc);
    verdict(Ran && S->bss->KfuncTgid == 1,
            "kfunc of vmlinux: bpf_task_from_pid(1) gives process %d",
            S ? S->bss->KfuncTgid : 0);
  }

  S = start("module_symbols");
  Ran = S && !runKernelFunction(S->progs.module_symbols);
  verdict(Ran && S->bss->ModuleKfunc == 42,
          "kfunc of an out-of-tree module: 40 + 2 = %d",
          S ? S->bss->ModuleKfunc : 0);
  verdict(Ran && S->bss->ModulePerCpu == 101,
          "per-CPU variable of an out-of-tree module: 101, seen %d",
          S ? S->bss->ModulePerCpu : 0);

  if (kernelIsFrom(7, 0)) {
    S = start("module_implicit");
    Ran = S && !runKernelFunction(S->progs.module_implicit);
    verdict(Ran && S->bss->ModuleImplicit == 42,
            "kfunc of an out-of-tree module, with an implicit argument: 41 + 1 "
            "= %d",
            S ? S->bss->ModuleImplicit : 0);
  }
}

int main(int Argc, char **Argv) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  libbpf_set_print(keepWords);
  for (int I = 1; I < Argc; ++I)
    verdict(hasId(Argv[I]), "ids: %s is found by its id, as kernel BTF",
            Argv[I]);
  checkPrograms();
  return Failed;
}
