// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
struct task {
  int pid;
  struct task *parent;
  char comm[16];
} __attribute__((preserve_access_index));

__attribute__((section("kprobe/f"), used)) int f(struct task *t) { return t->pid; }
