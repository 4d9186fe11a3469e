/*===- io-faults.c - A library that makes input and output go wrong -------===*
 *
 * Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
 * See LICENSE for license information.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===----------------------------------------------------------------------===*
 *
 * For LD_PRELOAD: what strace cannot inject, because it happens to the bytes or
 * to a file and not to the result of a call. Counts the program's calls of
 * open, fstat, read, pread, write, pwrite, mmap and close. Before call number
 * FAULT_AT, or if FAULT_CALL names one of these before number FAULT_AT of that,
 *
 *   FAULT_DO=short          it halves the number of bytes to read or write
 *   FAULT_DO=truncate:SIZE  it truncates the file FAULT_FILE to SIZE bytes
 *   FAULT_DO=change         it inverts a bit in the middle of FAULT_FILE
 *   FAULT_DO=replace        it renames FAULT_FILE.new to FAULT_FILE
 *
 * With FAULT_COUNT it writes the number of calls to that file at exit.
 *
 *===----------------------------------------------------------------------===*/

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

static atomic_int Calls;
static int At;
static const char *Which, *Do, *File;

/* The function that this one stands in front of. */
#define REAL(Name) ((__typeof__(&Name))dlsym(RTLD_NEXT, #Name))

__attribute__((constructor)) static void start(void) {
  const char *Number = getenv("FAULT_AT");
  At = Number ? atoi(Number) : 0;
  Which = getenv("FAULT_CALL");
  Do = getenv("FAULT_DO");
  File = getenv("FAULT_FILE");
}

__attribute__((destructor)) static void end(void) {
  const char *Path = getenv("FAULT_COUNT");
  FILE *Out = Path ? fopen(Path, "w") : NULL;
  if (Out) {
    fprintf(Out, "%d\n", Calls);
    fclose(Out);
  }
}

static void invertABit(void) {
  unsigned char Byte;
  struct stat Status;
  const int FD = REAL(open)(File, O_RDWR);
  if (FD < 0 || REAL(fstat)(FD, &Status) != 0 ||
      REAL(pread)(FD, &Byte, 1, Status.st_size / 2) != 1)
    abort();
  Byte ^= 1;
  /* The clock of files may not have advanced since the program began. */
  const struct timeval Times[2] = {{1, 0}, {1, 0}};
  if (REAL(pwrite)(FD, &Byte, 1, Status.st_size / 2) != 1 ||
      futimes(FD, Times) != 0)
    abort();
  REAL(close)(FD);
}

/* Does what is to be done at this call. True: and halve it. */
static int disturb(const char *Name) {
  if (!Do || (Which && strcmp(Which, Name) != 0) ||
      atomic_fetch_add(&Calls, 1) + 1 != At)
    return 0;
  if (strncmp(Do, "truncate:", 9) == 0 && truncate(File, atol(Do + 9)) != 0)
    abort();
  if (strcmp(Do, "change") == 0)
    invertABit();
  if (strcmp(Do, "replace") == 0) {
    char New[4096];
    snprintf(New, sizeof(New), "%s.new", File);
    if (rename(New, File) != 0)
      abort();
  }
  return strcmp(Do, "short") == 0;
}

int open(const char *Path, int Flags, ...) {
  va_list Rest;
  va_start(Rest, Flags);
  const mode_t Mode = va_arg(Rest, mode_t);
  va_end(Rest);
  disturb("open");
  return REAL(open)(Path, Flags, Mode);
}

int fstat(int FD, struct stat *Status) {
  disturb("fstat");
  return REAL(fstat)(FD, Status);
}

int close(int FD) {
  disturb("close");
  return REAL(close)(FD);
}

void *mmap(void *Place, size_t Size, int Access, int Flags, int FD, off_t At) {
  disturb("mmap");
  return REAL(mmap)(Place, Size, Access, Flags, FD, At);
}

static size_t some(size_t Size, const char *Name) {
  return disturb(Name) ? (Size + 1) / 2 : Size;
}

ssize_t read(int FD, void *Bytes, size_t Size) {
  return REAL(read)(FD, Bytes, some(Size, "read"));
}

ssize_t write(int FD, const void *Bytes, size_t Size) {
  return REAL(write)(FD, Bytes, some(Size, "write"));
}

ssize_t pread(int FD, void *Bytes, size_t Size, off_t Offset) {
  return REAL(pread)(FD, Bytes, some(Size, "pread"), Offset);
}

ssize_t pwrite(int FD, const void *Bytes, size_t Size, off_t Offset) {
  return REAL(pwrite)(FD, Bytes, some(Size, "pwrite"), Offset);
}
