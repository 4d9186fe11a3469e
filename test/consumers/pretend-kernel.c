// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// syscall(), and what libbpf opens files with, are found here before they are
// found in the C library. pretend-kernel.h says what for.

#define _GNU_SOURCE
#include "pretend-kernel.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MaxBTFs = 64, MaxFds = 4096, MaxPrograms = 1 << 16 };

struct loadedProgram *Loaded;
int NumLoaded;

static struct {
  const char *Name, *Path;
  char *Data;
  __u32 Size;
} BTFs[MaxBTFs];
static __u32 NumBTFs;
/// Which BTF a descriptor is of, counted from 1.
static __u32 BTFOfFd[MaxFds];

int pretendToHave(const char *Name, const char *Path) {
  int Fd = openat(AT_FDCWD, Path, O_RDONLY);
  struct stat Info;
  if (Fd < 0 || fstat(Fd, &Info) || NumBTFs == MaxBTFs)
    return 0;
  char *Data = malloc(Info.st_size);
  ssize_t Size = read(Fd, Data, Info.st_size);
  close(Fd);
  BTFs[NumBTFs].Name = Name;
  BTFs[NumBTFs].Path = Path;
  BTFs[NumBTFs].Data = Data;
  BTFs[NumBTFs++].Size = Size;
  return Size == Info.st_size;
}

const char *nameOfBTF(int Fd) {
  if (Fd == 0)
    return BTFs[0].Name;
  if (Fd < 0 || Fd >= MaxFds || !BTFOfFd[Fd])
    return NULL;
  return BTFs[BTFOfFd[Fd] - 1].Name;
}

/// A descriptor that can be closed and duplicated like any other.
static int newFd(__u32 OfBTF) {
  int Fd = openat(AT_FDCWD, "/dev/null", O_RDONLY | O_CLOEXEC);
  if (Fd >= 0 && Fd < MaxFds)
    BTFOfFd[Fd] = OfBTF;
  return Fd;
}

static int failWith(int Error) {
  errno = Error;
  return -1;
}

static int loadProgram(const union bpf_attr *A) {
  // What libbpf tries out has no name, or none like in core-object.bpf.c.
  const struct bpf_insn *Code = (const void *)(unsigned long)A->insns;
  if (!Loaded)
    Loaded = calloc(MaxPrograms, sizeof(*Loaded));
  if (A->insn_cnt >= 2 && A->prog_name[0] && NumLoaded < MaxPrograms) {
    struct loadedProgram *P = Loaded + NumLoaded++;
    memcpy(P->Name, A->prog_name, sizeof(P->Name));
    memcpy(P->First, Code, sizeof(P->First));
    P->AttachId = A->attach_btf_id;
    P->AttachFd = A->attach_btf_obj_fd;
  }
  return newFd(0);
}

/// The next id behind one: BTFs count from 1.
static int nextId(union bpf_attr *A) {
  if (A->start_id >= NumBTFs)
    return failWith(ENOENT);
  A->next_id = A->start_id + 1;
  return 0;
}

static int describe(union bpf_attr *A) {
  __u32 Fd = A->info.bpf_fd, Of = Fd < MaxFds ? BTFOfFd[Fd] : 0;
  struct bpf_btf_info *Info = (void *)(unsigned long)A->info.info;
  if (!Of) // of something that libbpf tries out
    return 0;
  char *Name = (char *)(unsigned long)Info->name;
  void *Data = (void *)(unsigned long)Info->btf;
  if (Name)
    snprintf(Name, Info->name_len, "%s", BTFs[Of - 1].Name);
  if (Data)
    memcpy(Data, BTFs[Of - 1].Data,
           Info->btf_size < BTFs[Of - 1].Size ? Info->btf_size
                                              : BTFs[Of - 1].Size);
  Info->btf_size = BTFs[Of - 1].Size;
  Info->name_len = strlen(BTFs[Of - 1].Name);
  Info->id = Of;
  Info->kernel_btf = 1;
  return 0;
}

static int answer(int Command, union bpf_attr *A) {
  switch (Command) {
  case BPF_PROG_LOAD:
    return loadProgram(A);
  case BPF_MAP_CREATE:
  case BPF_BTF_LOAD:
    return newFd(0);
  case BPF_BTF_GET_NEXT_ID:
    return nextId(A);
  case BPF_BTF_GET_FD_BY_ID:
    return A->btf_id && A->btf_id <= NumBTFs ? newFd(A->btf_id)
                                             : failWith(ENOENT);
  case BPF_OBJ_GET_INFO_BY_FD:
    return describe(A);
  case BPF_MAP_UPDATE_ELEM:
  case BPF_MAP_FREEZE:
    return 0;
  default:
    return failWith(EINVAL);
  }
}

long syscall(long Number, ...) {
  long Words[6];
  va_list Args;
  va_start(Args, Number);
  for (int I = 0; I < 6; ++I)
    Words[I] = va_arg(Args, long);
  va_end(Args);
  if (Number == __NR_bpf)
    return answer((int)Words[0], (union bpf_attr *)Words[1]);
  long (*Real)(long, ...) = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  return Real(Number, Words[0], Words[1], Words[2], Words[3], Words[4],
              Words[5]);
}

static const char *instead(const char *Path) {
  return NumBTFs && !strcmp(Path, "/sys/kernel/btf/vmlinux") ? BTFs[0].Path
                                                             : Path;
}

int open(const char *Path, int Flags, ...) {
  va_list Args;
  va_start(Args, Flags);
  int Mode = Flags & (O_CREAT | O_TMPFILE) ? va_arg(Args, int) : 0;
  va_end(Args);
  return openat(AT_FDCWD, instead(Path), Flags, Mode);
}
int open64(const char *Path, int Flags, ...) {
  return open(Path, Flags & ~(O_CREAT | O_TMPFILE));
}

FILE *fopen(const char *Path, const char *Mode) {
  int Fd = openat(AT_FDCWD, instead(Path),
                  *Mode == 'r' ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC, 0666);
  return Fd < 0 ? NULL : fdopen(Fd, Mode);
}
FILE *fopen64(const char *Path, const char *Mode) { return fopen(Path, Mode); }

int access(const char *Path, int Mode) {
  return faccessat(AT_FDCWD, instead(Path), Mode, AT_EACCESS);
}
