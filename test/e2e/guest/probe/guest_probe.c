// SPDX-License-Identifier: GPL-2.0
/*
 * Part of btfgen's tests: a module out of the kernel's tree with what BTF
 * describes, and with .BTF_ids. Writing to its parameter `trigger` calls
 * probe_triggered(), for BPF programs to attach to.
 */
#include <linux/bpf.h>
#include <linux/btf.h>
#include <linux/btf_ids.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/sched.h>

/* Kernels before 6.9 know this by other names, or not at all. */
#ifndef __bpf_kfunc
#define __bpf_kfunc noinline __used
#endif
#ifndef __bpf_kfunc_start_defs
#define __bpf_kfunc_start_defs()					\
	_Pragma("GCC diagnostic push")					\
	_Pragma("GCC diagnostic ignored \"-Wmissing-prototypes\"")
#define __bpf_kfunc_end_defs() _Pragma("GCC diagnostic pop")
#endif
#ifndef BTF_KFUNCS_START
#define BTF_KFUNCS_START(name) BTF_SET8_START(name)
#define BTF_KFUNCS_END(name) BTF_SET8_END(name)
#endif

struct probe_item {
	int first;
	u64 second;
	struct task_struct *task;
};

/* Only this module's BTF knows these. */
DEFINE_PER_CPU(struct probe_item, probe_percpu);
struct probe_item probe_global = { .first = 41, .second = 42 };

noinline int probe_triggered(struct probe_item *item, int value);
noinline int probe_triggered(struct probe_item *item, int value)
{
	item->first = value;
	/* It reads all of them: otherwise GCC 16 would not write them. */
	return item->task ? item->first + (int)item->second : 0;
}

static int trigger_set(const char *text, const struct kernel_param *param)
{
	struct probe_item item = { .second = 7, .task = current };
	int value, cpu;
	int error = kstrtoint(text, 10, &value);

	if (error)
		return error;
	for_each_possible_cpu(cpu)
		per_cpu(probe_percpu, cpu).first = 100 + cpu;
	return probe_triggered(&item, value) < 0 ? -EINVAL : 0;
}

static const struct kernel_param_ops trigger_ops = { .set = trigger_set };
module_param_cb(trigger, &trigger_ops, NULL, 0200);

__bpf_kfunc_start_defs();

__bpf_kfunc int guest_probe_sum(int a, int b)
{
	return a + b;
}

/* From 7.0 on, a BPF program calls it with one argument. */
#ifdef KF_IMPLICIT_ARGS
__bpf_kfunc int guest_probe_called_by(int a, struct bpf_prog_aux *aux)
{
	return aux->id ? a + 1 : a;
}
#endif

__bpf_kfunc_end_defs();

BTF_KFUNCS_START(probe_kfuncs)
BTF_ID_FLAGS(func, guest_probe_sum)
#ifdef KF_IMPLICIT_ARGS
BTF_ID_FLAGS(func, guest_probe_called_by, KF_IMPLICIT_ARGS)
#endif
BTF_KFUNCS_END(probe_kfuncs)

static const struct btf_kfunc_id_set probe_kfunc_set = {
	.owner = THIS_MODULE,
	.set = &probe_kfuncs,
};

static int __init probe_init(void)
{
	return register_btf_kfunc_id_set(BPF_PROG_TYPE_TRACING, &probe_kfunc_set);
}

static void __exit probe_exit(void)
{
}

module_init(probe_init);
module_exit(probe_exit);
MODULE_DESCRIPTION("What btfgen's tests look for");
MODULE_LICENSE("GPL");
