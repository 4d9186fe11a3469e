/*===- system-call.h - System calls without a C library --------------------===*
 *
 * Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
 * See LICENSE for license information.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===----------------------------------------------------------------------===*
 *
 * For tests that run on architectures whose C library nobody has installed:
 * systemCall(WRITE, 1, (long)bytes, size), systemCall(EXIT, status, 0, 0).
 *
 *===----------------------------------------------------------------------===*/

/* The instruction, its registers, and the numbers of write and exit. */
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
#define CLOBBERS                                                               \
  "$7", "$8", "$9", "$10", "$11", "$12", "$13", "$14", "$15", "$24", "$25",
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
