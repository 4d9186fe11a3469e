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
// is switched off.

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

static char *slurp(const char *Path, size_t *Size) {
  struct stat St;
  int File = open(Path, O_RDONLY);
  char *Data;
  size_t Done = 0;
  ssize_t Got;
  if (File < 0 || fstat(File, &St) || !(Data = malloc(St.st_size + 1)))
    return NULL;
  while (Done < (size_t)St.st_size &&
         (Got = read(File, Data + Done, St.st_size - Done)) > 0)
    Done += Got;
  close(File);
  Data[Done] = '\0';
  *Size = Done;
  return Data;
}

// The error, or 0.
static int load(const void *Btf, uint32_t Size, int WithLog) {
  union bpf_attr Attr;
  long Fd;
  int Error;
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
