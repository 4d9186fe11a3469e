// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// usage: btf-load FILE [INDEX...]
//
// Asks this kernel for its opinion of each BTF in FILE (as btf-mutants writes
// it). A line "verdicts FIRST" is followed by the errors of FIRST and those
// behind it, 0 for none. With INDEX, of those only, and "log INDEX ERROR TEXT"
// with the end of what the kernel says.
//
// As the first process of a kernel it takes /mutants and, if there is one,
// /wanted, a line per INDEX; "end of verdicts" is the last line, and the kernel
// is switched off. If there is a /module.ko, each BTF becomes its section .BTF,
// and it is loaded: split BTF comes into a kernel in no other way. With a
// section .BTF.base in it, each BTF in FILE is two, the length of the first in
// front of them: .BTF and .BTF.base.

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/reboot.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/klog.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static char Log[1 << 20];

// The module that carries the BTFs, with room behind it.
static struct {
  char *Data, *Name;
  size_t Size;
  Elf64_Shdr *Btf, *Base;
} Module;

enum { Room = 16 << 20 };

// The bytes of a file, and Room more.
static char *slurp(const char *Path, size_t *Size) {
  struct stat St;
  int File = open(Path, O_RDONLY);
  char *Data;
  size_t Done = 0;
  ssize_t Got;
  if (File < 0 || fstat(File, &St) || !(Data = malloc(St.st_size + Room)))
    return NULL;
  while (Done < (size_t)St.st_size &&
         (Got = read(File, Data + Done, St.st_size - Done)) > 0)
    Done += Got;
  close(File);
  Data[Done] = '\0';
  *Size = Done;
  return Data;
}

static Elf64_Shdr *findSection(const char *Name) {
  Elf64_Ehdr *Header = (Elf64_Ehdr *)Module.Data;
  Elf64_Shdr *Sections = (Elf64_Shdr *)(Module.Data + Header->e_shoff);
  const char *Names = Module.Data + Sections[Header->e_shstrndx].sh_offset;
  for (int I = 0; I < Header->e_shnum; ++I)
    if (!strcmp(Names + Sections[I].sh_name, Name))
      return &Sections[I];
  return NULL;
}

// 0, or what is missing.
static const char *readModule(void) {
  Elf64_Shdr *This;
  if (!(Module.Data = slurp("/module.ko", &Module.Size)))
    return "/module.ko";
  Module.Size = (Module.Size + 7) & ~(size_t)7;
  if (!(Module.Btf = findSection(".BTF")))
    return "section .BTF";
  Module.Base = findSection(".BTF.base");
  if (!(This = findSection(".gnu.linkonce.this_module")))
    return "the module itself";
  // struct module: its state, a list, and the name
  Module.Name = Module.Data + This->sh_offset + 24;
  return NULL;
}

static size_t putSection(Elf64_Shdr *Section, size_t At, const char *Bytes,
                         size_t Size) {
  memcpy(Module.Data + At, Bytes, Size);
  Section->sh_offset = At;
  Section->sh_size = Size;
  return (At + Size + 7) & ~(size_t)7;
}

// Whether the module has BTF once it is loaded: 0, or the error. Kernels with
// CONFIG_MODULE_ALLOW_BTF_MISMATCH load it without, which is EINVAL here. What
// has nothing to do with its BTF is the error + 1000.
static int loadModule(const char *Btf, uint32_t Size, int WithLog) {
  char Path[128];
  size_t End = Module.Size;
  uint32_t First = Size;
  int Error = 0;
  if (Module.Base) {
    memcpy(&First, Btf, 4);
    Btf += 4;
    Size -= 4;
    End = putSection(Module.Base, End, Btf + First, Size - First);
  }
  if (Size + End > Module.Size + Room - 64)
    return 1000 + EFBIG;
  End = putSection(Module.Btf, End, Btf, First);
  if (WithLog)
    klogctl(5, NULL, 0); // forget
  snprintf(Path, sizeof(Path), "/sys/kernel/btf/%s", Module.Name);
  if (syscall(SYS_init_module, Module.Data, End, "")) {
    Error = errno;
  } else {
    if (access(Path, F_OK))
      Error = EINVAL;
    if (syscall(SYS_delete_module, Module.Name, O_NONBLOCK))
      Error = 1000 + errno;
  }
  if (WithLog)
    Log[klogctl(3, Log, sizeof(Log) - 1)] = '\0';
  return Error;
}

// The error, or 0.
static int load(const void *Btf, uint32_t Size, int WithLog) {
  union bpf_attr Attr;
  long Fd;
  int Error;
  if (Module.Data)
    return loadModule(Btf, Size, WithLog);
  memset(&Attr, 0, sizeof(Attr));
  Attr.btf = (uintptr_t)Btf;
  Attr.btf_size = Size;
  Log[0] = '\0';
  if (WithLog) {
    Attr.btf_log_buf = (uintptr_t)Log;
    Attr.btf_log_size = sizeof(Log);
    Attr.btf_log_level = 1;
  }
  Fd = syscall(SYS_bpf, BPF_BTF_LOAD, &Attr, 120);
  Error = Fd < 0 ? errno : 0;
  if (Fd >= 0)
    close(Fd);
  return Error;
}

// The end of the log on one line.
static void printLog(long Index, int Error) {
  char *Text = Log;
  size_t Length = strlen(Log);
  if (Length > 400)
    Text += Length - 400;
  printf("log %ld %d ", Index, Error);
  for (; *Text; ++Text)
    putchar(*Text == '\n' ? '|' : *Text >= ' ' && *Text < 127 ? *Text : '?');
  putchar('\n');
}

static int judge(const char *Data, size_t Size, const long *Wanted,
                 size_t NumWanted) {
  size_t At = 0, Next = 0;
  long Index = 0;
  for (; At + 4 <= Size && (!NumWanted || Next < NumWanted); ++Index) {
    uint32_t Length;
    memcpy(&Length, Data + At, 4);
    At += 4;
    if (Length > Size - At)
      return 1;
    if (NumWanted) {
      if (Wanted[Next] == Index) {
        int Error = load(Data + At, Length, 1);
        printLog(Index, Error);
        ++Next;
      }
    } else {
      if (Index % 64 == 0)
        printf("%sverdicts %ld", Index ? "\n" : "", Index);
      printf(" %d", load(Data + At, Length, 0));
    }
    At += Length;
  }
  putchar('\n');
  return 0;
}

static int asInit(void) {
  size_t Size, WantedSize, NumWanted = 0;
  const char *Missing;
  char *Data, *Text;
  long *Wanted = NULL;
  int Status = 1;
  mkdir("/proc", 0755);
  mkdir("/sys", 0755);
  mount("proc", "/proc", "proc", 0, NULL);
  mount("sysfs", "/sys", "sysfs", 0, NULL);
  klogctl(8, NULL, 1); // only what is worse than bad
  putchar('\n');       // behind what the firmware has written
  Data = slurp("/mutants", &Size);
  if (!access("/module.ko", F_OK) && (Missing = readModule())) {
    printf("no %s\n", Missing);
    Data = NULL;
  }
  if ((Text = slurp("/wanted", &WantedSize))) {
    Wanted = calloc(WantedSize + 1, sizeof(*Wanted));
    for (char *Word = strtok(Text, "\n"); Word; Word = strtok(NULL, "\n"))
      Wanted[NumWanted++] = atol(Word);
  }
  if (Data)
    Status = judge(Data, Size, Wanted, NumWanted);
  printf("%s\n", Status ? "cannot read /mutants" : "end of verdicts");
  fflush(stdout);
  sleep(1);
  reboot(LINUX_REBOOT_CMD_POWER_OFF);
  return 0;
}

int main(int Argc, char **Argv) {
  size_t Size;
  char *Data;
  long *Wanted;
  if (getpid() == 1)
    return asInit();
  if (Argc < 2 || !(Data = slurp(Argv[1], &Size)))
    return 2;
  Wanted = calloc(Argc, sizeof(*Wanted));
  for (int I = 2; I < Argc; ++I)
    Wanted[I - 2] = atol(Argv[I]);
  return judge(Data, Size, Wanted, Argc - 2);
}
