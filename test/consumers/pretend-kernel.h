// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A kernel for libbpf to talk to, in the same process: bpf(2) never leaves it.
// It has the BTF that it is given, of vmlinux and of modules, takes every
// program, and remembers how the program looked when libbpf was done with it.
// So it can be asked on any machine what libbpf would do on another one.

#ifndef BTFGEN_TEST_CONSUMERS_PRETENDKERNEL_H
#define BTFGEN_TEST_CONSUMERS_PRETENDKERNEL_H

#include <linux/bpf.h>

struct loadedProgram {
  char Name[BPF_OBJ_NAME_LEN];
  struct bpf_insn First[2];
  __u32 AttachId;
  int AttachFd; // of the BTF that AttachId is of; 0 is vmlinux
};

/// Every program that was loaded, but for those that libbpf tries out.
extern struct loadedProgram *Loaded;
extern int NumLoaded;

/// Adds raw BTF; the first one is that of vmlinux, and is what is read from
/// /sys/kernel/btf/vmlinux. 0 if it cannot be read.
int pretendToHave(const char *Name, const char *Path);

/// The name of the BTF behind such a file descriptor, null if there is none.
const char *nameOfBTF(int Fd);

#endif
