// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// BPF programs that need BTF of the kernel and of its modules to load, and that
// write down what they saw for checks.c to judge. Types are declared here with
// only the members that are used, in another order than the kernel's: CO-RE
// finds their places.

#include <linux/types.h>

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

char License[] SEC("license") = "GPL";

#define KERNEL_TYPE __attribute__((preserve_access_index))

struct task_struct {
  char comm[16];
  int tgid;
  int pid;
} KERNEL_TYPE;

struct net_device {
  unsigned int mtu;
  char name[16];
} KERNEL_TYPE;

struct rq {
  int cpu;
} KERNEL_TYPE;

struct probe_item {
  __u64 second;
  int first;
} KERNEL_TYPE;

// What was seen, for user space to read.
int CoreTgid, CoreMissing;
int EntryValue;
char NetName[16];
int NetSetups;
int ProbeValue;
__u64 ProbeSecond;
char InitComm[16];
unsigned NumCpuIds;
int PerCpuWrong = -1, ThisCpuWrong = -1, PerCpuSeen;
int KfuncTgid;
int ModuleKfunc;
int ModuleImplicit;
int ModulePerCpu;

// The kernel runs this one for BPF_PROG_TEST_RUN: fentry on a function of
// vmlinux, a relocated read, and the question whether a member exists that does
// not.
SEC("fentry/bpf_fentry_test1")
int BPF_PROG(vmlinux_function, int value) {
  struct task_struct *task = (void *)bpf_get_current_task_btf();
  EntryValue = value;
  CoreTgid = BPF_CORE_READ(task, tgid);
  struct task_struct___other {
    int no_such_member;
  } KERNEL_TYPE *other = (void *)task;
  CoreMissing = bpf_core_field_exists(other->no_such_member) ? 1 : -1;
  return 0;
}

// A function of a module in the kernel's tree.
SEC("fentry/dummy_setup")
int BPF_PROG(module_function, struct net_device *dev) {
  ++NetSetups;
  bpf_core_read(NetName, sizeof(NetName), &dev->name);
  return 0;
}

// Of a module that was built out of the tree.
SEC("fentry/probe_triggered")
int BPF_PROG(probe_function, struct probe_item *item, int value) {
  ProbeValue = value;
  ProbeSecond = item->second;
  return 0;
}

// Variables that are no per-CPU ones: vmlinux_btf_extra alone has them.
extern const struct task_struct init_task __ksym;
extern const unsigned int nr_cpu_ids __ksym;

SEC("fentry/bpf_fentry_test1")
int BPF_PROG(global_variable) {
  bpf_core_read(InitComm, sizeof(InitComm), &init_task.comm);
  NumCpuIds = nr_cpu_ids;
  return 0;
}

extern const struct rq runqueues __ksym;

SEC("fentry/bpf_fentry_test1")
int BPF_PROG(percpu_variable) {
  int wrong = 0, seen = 0;
  for (int i = 0; i < 64; ++i) {
    struct rq *rq = (struct rq *)bpf_per_cpu_ptr(&runqueues, i);
    if (!rq)
      break;
    ++seen;
    if (rq->cpu != i)
      ++wrong;
  }
  PerCpuSeen = seen;
  PerCpuWrong = wrong;
  struct rq *mine = (struct rq *)bpf_this_cpu_ptr(&runqueues);
  ThisCpuWrong = mine->cpu != (int)bpf_get_smp_processor_id();
  return 0;
}

// Weak: kernels before 6.2 lack them, and the other programs are to load.
extern struct task_struct *bpf_task_from_pid(int pid) __ksym __weak;
extern void bpf_task_release(struct task_struct *task) __ksym __weak;

SEC("fentry/bpf_fentry_test1")
int BPF_PROG(kfunc) {
  struct task_struct *task = bpf_task_from_pid(1);
  if (task) {
    KfuncTgid = task->tgid;
    bpf_task_release(task);
  }
  return 0;
}

extern int guest_probe_sum(int a, int b) __ksym;
extern const struct probe_item probe_percpu __ksym;

SEC("fentry/bpf_fentry_test1")
int BPF_PROG(module_symbols) {
  ModuleKfunc = guest_probe_sum(40, 2);
  struct probe_item *item =
      (struct probe_item *)bpf_per_cpu_ptr(&probe_percpu, 1);
  if (item)
    ModulePerCpu = item->first;
  return 0;
}

// The kernel defines it with one more argument, which the verifier passes.
// Weak: it is there from 7.0 on.
extern int guest_probe_called_by(int a) __ksym __weak;

SEC("fentry/bpf_fentry_test1")
int BPF_PROG(module_implicit) {
  ModuleImplicit = guest_probe_called_by(41);
  return 0;
}
