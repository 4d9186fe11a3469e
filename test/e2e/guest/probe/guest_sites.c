// SPDX-License-Identifier: GPL-2.0
/*
 * Part of btfgen's tests: a module whose functions are inlined. Each of them
 * notes its arguments. Writing a number to the parameter `trigger` runs them
 * all; `seen` then shows their names and arguments, as the compiled program had
 * them. A probe at the first instruction of each inlined call, which finds the
 * arguments by what btfgen says, must print the same.
 */
#include <linux/module.h>
#include <linux/string.h>

struct two {
	u64 low, high;
};
struct large {
	u64 other;
	struct two inner;
};

static char seen[2048];
static int used;

static noinline void note(const char *name, u64 a, u64 b, u64 c)
{
	used += scnprintf(seen + used, sizeof(seen) - used, "%s 0x%llx 0x%llx 0x%llx\n", name, a, b, c);
}

#define INLINED static __always_inline

INLINED void site_values(u64 a, u64 b, u64 c)
{
	note("site_values", a, b, c);
}
INLINED u64 site_nested(u64 a, u64 b)
{
	note("site_nested", a, b, 0);
	site_values(b, a, a + b);
	return a ^ b;
}
/* One register or stack slot for each half. */
INLINED void site_pair(struct two pair, u64 b)
{
	note("site_pair", pair.low, pair.high, b);
}
INLINED void site_pointer(struct two *a, u64 b)
{
	note("site_pointer", (u64)a, b, a->high);
}
INLINED void site_narrow(u32 narrow, u64 b)
{
	note("site_narrow", narrow, b, 0);
}

static noinline struct two make_pair(u64 x)
{
	return (struct two){ x + 1, x * 3 };
}
static noinline u64 change(struct large *l, u64 x)
{
	l->other = x;
	l->inner = make_pair(x);
	return x + 7;
}

/* How often is read when it is run: Clang would repeat the calls, of which debugging information would still have one. */
static int turns = 2;

/* Arguments that live in registers, since the loop changes them. */
static noinline u64 in_loop(u64 n)
{
	u64 i, sum = 1, end = n + READ_ONCE(turns);

	for (i = n; i < end; i++)
		sum += site_nested(i, sum);
	return sum;
}
static noinline void on_stack(u64 n)
{
	struct large l;
	u64 x = change(&l, n);

	site_pair(l.inner, x);
	site_pointer(&l.inner, l.other);
	site_narrow(l.inner.high, l.inner.low);
}
static noinline void from_calls(u64 n)
{
	struct two two = make_pair(n);

	site_pair(two, 9);
	site_pair(make_pair(two.high), two.low);
	site_narrow(n, two.high);
}
static noinline void constants(u64 n)
{
	site_values(5, -1, n);
	site_values(0x123456789abcdefULL, n, 0);
	site_narrow(77, 78);
}

static int trigger_set(const char *text, const struct kernel_param *param)
{
	u64 n;
	int error = kstrtou64(text, 0, &n);

	if (error)
		return error;
	used = 0;
	constants(n);
	site_values(in_loop(n), n, 3);
	on_stack(n);
	from_calls(n);
	return 0;
}
static int seen_get(char *buffer, const struct kernel_param *param)
{
	return scnprintf(buffer, PAGE_SIZE, "%s", seen);
}

static const struct kernel_param_ops trigger_ops = { .set = trigger_set };
module_param_cb(trigger, &trigger_ops, NULL, 0200);
static const struct kernel_param_ops seen_ops = { .get = seen_get };
module_param_cb(seen, &seen_ops, NULL, 0400);

MODULE_DESCRIPTION("Inlined functions whose arguments btfgen's tests look for");
MODULE_LICENSE("GPL");
