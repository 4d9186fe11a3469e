// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// BPF programs that load only with right BTF of the module that
// scripts/check-dkms installs: a kfunc is found by its name in .BTF_ids and
// called; fentry finds the types of a function's parameters, and the verifier
// follows pointers from a struct of the module into one of the kernel.

#include <linux/types.h>

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

char License[] SEC("license") = "GPL";

#define KERNEL_TYPE __attribute__((preserve_access_index))

// In another order than the kernel's: CO-RE finds their places.
struct task_struct {
  int tgid;
} KERNEL_TYPE;

struct probe_item {
  struct task_struct *task;
  __u64 second;
} KERNEL_TYPE;

int KfuncSum;
int Value, Tgid;
__u64 Second;

// Weak: without it the other program is to load.
extern int guest_probe_sum(int a, int b) __ksym __weak;

SEC("fentry/bpf_fentry_test1")
int BPF_PROG(kfunc) {
  KfuncSum = guest_probe_sum(40, 2);
  return 0;
}

SEC("fentry/probe_triggered")
int BPF_PROG(function, struct probe_item *item, int value) {
  Value = value;
  Second = item->second;
  Tgid = item->task->tgid;
  return 0;
}
