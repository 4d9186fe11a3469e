/* Shows the bytes between the symbols, or nothing where the blob is absent: what
   kernel/bpf/sysfs_btf.c does when somebody reads /sys/kernel/btf/vmlinux. Without a C
   library, so that it needs no more than a compiler for the architecture. */
#ifdef LINKER_SCRIPT
#define START __start_BTF
#define END __stop_BTF
#else
#define START _binary__btf_vmlinux_bin_start
#define END _binary__btf_vmlinux_bin_end
#endif
extern __attribute__((weak)) char START[], END[];

/* The system call's instruction, its registers, and the numbers of write and exit. */
#if defined(__x86_64__)
#define CALL "syscall", "rax", "rdi", "rsi", "rdx"
#define CLOBBERS "rcx", "r11",
enum { WRITE = 1, EXIT = 60 };
#elif defined(__i386__)
#define CALL "int $0x80", "eax", "ebx", "ecx", "edx"
enum { WRITE = 4, EXIT = 1 };
#elif defined(__arm__)
#define CALL "svc 0", "r7", "r0", "r1", "r2"
enum { WRITE = 4, EXIT = 1 };
#elif defined(__aarch64__)
#define CALL "svc 0", "x8", "x0", "x1", "x2"
enum { WRITE = 64, EXIT = 93 };
#elif defined(__riscv)
#define CALL "ecall", "a7", "a0", "a1", "a2"
enum { WRITE = 64, EXIT = 93 };
#elif defined(__s390x__)
#define CALL "svc 0", "r1", "r2", "r3", "r4"
enum { WRITE = 4, EXIT = 1 };
#elif defined(__powerpc64__)
#define CALL "sc", "r0", "r3", "r4", "r5"
#define CLOBBERS "cr0", "ctr", "r6", "r7", "r8", "r9", "r10", "r11", "r12",
enum { WRITE = 4, EXIT = 1 };
#elif defined(__mips__)
#define CALL "syscall", "$2", "$4", "$5", "$6"
#define CLOBBERS "$7", "$8", "$9", "$10", "$11", "$12", "$13", "$14", "$15", "$24", "$25",
enum { WRITE = 4004, EXIT = 4001 };
#elif defined(__loongarch__)
#define CALL "syscall 0", "a7", "a0", "a1", "a2"
#define CLOBBERS "$t0", "$t1", "$t2", "$t3", "$t4", "$t5", "$t6", "$t7", "$t8",
enum { WRITE = 64, EXIT = 93 };
#endif
#ifndef CLOBBERS
#define CLOBBERS
#endif
/* Most return where the first argument was, these where the number was. */
#if defined(__x86_64__) || defined(__i386__) || defined(__mips__)
#define RESULT number
#else
#define RESULT a
#endif

#define SYSTEM_CALL(INSTRUCTION, NUMBER, A, B, C)                              \
  static long systemCall(long n, long x, long y, long z) {                     \
    register long number __asm__(NUMBER) = n;                                  \
    register long a __asm__(A) = x;                                            \
    register long b __asm__(B) = y;                                            \
    register long c __asm__(C) = z;                                            \
    __asm__ volatile(INSTRUCTION                                               \
                     : "+r"(number), "+r"(a)                                   \
                     : "r"(b), "r"(c)                                          \
                     : CLOBBERS "memory");                                     \
    return RESULT;                                                             \
  }
#define EXPAND(...) SYSTEM_CALL(__VA_ARGS__)
EXPAND(CALL)

void _start(void) {
  long size = END - START, at = 0;
  while (at < size) {
    long written = systemCall(WRITE, 1, (long)(START + at), size - at);
    if (written <= 0)
      systemCall(EXIT, 1, 0, 0);
    at += written;
  }
  for (;;)
    systemCall(EXIT, 0, 0, 0);
}
