// What a kernel has at addresses: per-CPU variables, others, functions and a set of kfuncs.
__attribute__((section(".data..percpu"))) int cpuPadding[3] = {1};
__attribute__((section(".data..percpu"))) long cpuState = 2;
int counter = 3;
struct only_here {
  int x;
} another = {4};
int plain_kfunc(int x) { return x; }
int other(int x) { return x; }

// A set as the kernel's macros lay it out: a count, flags (BTF_SET8_KFUNCS), pairs of id and flags.
asm(".section .BTF_ids,\"a\"\n"
    ".balign 4\n"
    ".globl __BTF_ID__set8__kfuncs\n"
    "__BTF_ID__set8__kfuncs:\n"
    ".long 0, 1\n"
    "__BTF_ID__func__plain_kfunc__1:\n"
    ".long 0, 0\n"
    ".size __BTF_ID__set8__kfuncs, . - __BTF_ID__set8__kfuncs\n"
    ".text\n");
