// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// BPF programs that main.go attaches to a function of the kernel and to one of
// the module guest_probe, and that report what they see. Types are declared
// here with only the members that are used, in another order: CO-RE finds their
// places. `on_entry` has the kernel check in the module's BTF that members are
// where it reads them; `on_exit` reads bytes from where CO-RE says.

#include <linux/bpf.h>

#include <bpf/bpf_core_read.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

char License[] SEC("license") = "GPL";

#define KERNEL_TYPE __attribute__((preserve_access_index))

struct qstr {
  const unsigned char *name;
} KERNEL_TYPE;

struct dentry {
  struct qstr d_name;
} KERNEL_TYPE;

struct path {
  struct dentry *dentry;
} KERNEL_TYPE;

struct inode {
  long long i_size;
  unsigned long i_ino;
} KERNEL_TYPE;

struct file {
  struct path f_path;
  struct inode *f_inode;
} KERNEL_TYPE;

struct task_struct {
  int tgid;
} KERNEL_TYPE;

struct probe_item {
  struct task_struct *task;
  __u64 second;
  int first;
} KERNEL_TYPE;

// As in main.go.
struct report {
  __u64 What;
  __s64 Numbers[5];
};
enum { WRITE, ENTRY, EXIT };

struct {
  __uint(type, BPF_MAP_TYPE_RINGBUF);
  __uint(max_entries, 1 << 16);
} Reports SEC(".maps");

SEC("fentry/vfs_write")
int BPF_PROG(on_write, struct file *file, const char *buffer,
             unsigned long size) {
  char name[8] = "";
  bpf_probe_read_kernel_str(name, sizeof(name),
                            BPF_CORE_READ(file, f_path.dentry, d_name.name));
  if (bpf_strncmp(name, sizeof(name), "trigger"))
    return 0;
  struct report report = {WRITE,
                          {size, BPF_CORE_READ(file, f_inode, i_ino),
                           BPF_CORE_READ(file, f_inode, i_size)}};
  bpf_ringbuf_output(&Reports, &report, sizeof(report), 0);
  return 0;
}

SEC("fentry/probe_triggered")
int BPF_PROG(on_entry, struct probe_item *item, int value) {
  struct report report = {
      ENTRY,
      {value, item->first, item->second, BPF_CORE_READ(item, task, tgid)}};
  bpf_ringbuf_output(&Reports, &report, sizeof(report), 0);
  return 0;
}

SEC("fexit/probe_triggered")
int BPF_PROG(on_exit, struct probe_item *item, int value, int returned) {
  struct report report = {EXIT,
                          {value, BPF_CORE_READ(item, first),
                           BPF_CORE_READ(item, second),
                           BPF_CORE_READ(item, task, tgid), returned}};
  bpf_ringbuf_output(&Reports, &report, sizeof(report), 0);
  return 0;
}
