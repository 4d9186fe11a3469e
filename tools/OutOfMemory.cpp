//===- OutOfMemory.cpp - An end that says why -----------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// operator new is replaced, since a new_handler does not learn how much was
/// wanted. Nothing here allocates once memory is short.
///
//===----------------------------------------------------------------------===//

#include "OutOfMemory.h"

#include "ProcessEnd.h"
#include "llvm/Support/Compiler.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/ErrorHandling.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <sys/resource.h>
#include <unistd.h>

using namespace llvm;
using namespace btfgen;

static const char *Tool = "btfgen";
static const char *Help = "";
static int Status = 1;

/// \p Size is what was wanted in vain; 0: unknown.
[[noreturn]] static void outOfMemory(size_t Size) {
  static std::atomic_flag Said;
  if (Said.test_and_set())
    endProcess(Status);
  char Text[512], Wanted[64] = "", Limit[64] = "";
  if (Size)
    snprintf(Wanted, sizeof(Wanted), " for %zu bytes more", Size);
  struct rlimit AddressSpace;
  if (getrlimit(RLIMIT_AS, &AddressSpace) == 0 &&
      AddressSpace.rlim_cur != RLIM_INFINITY)
    snprintf(Limit, sizeof(Limit), ", the limit is %llu MB (ulimit -v)",
             (unsigned long long)AddressSpace.rlim_cur >> 20);
  const int N = snprintf(Text, sizeof(Text),
                         "%s: not enough memory%s%s\n"
                         "%s: hint: %s\n",
                         Tool, Wanted, Limit, Tool, Help);
  if (::write(STDERR_FILENO, Text, std::min<size_t>(N, sizeof(Text) - 1)) < 0) {
    // There is nobody to tell.
  }
  endProcess(Status);
}

void btfgen::explainOutOfMemory(const char *ToolName, const char *HelpText,
                                int ErrorStatus) {
  Tool = ToolName;
  Help = HelpText;
  Status = ErrorStatus;
  std::set_new_handler([] { outOfMemory(0); }); // where new is not ours
  install_bad_alloc_error_handler(
      [](void *, const char *, bool) { outOfMemory(0); });
}

void btfgen::printError(raw_ostream &OS, StringRef Message) {
  OS << Tool << ": " << Message << '\n';
  if (Message.contains(sys::StrError(ENOMEM)))
    OS << Tool << ": hint: " << Help << '\n';
}

// A sanitizer has its own, which knows what new and delete have to do with each
// other.
#if !LLVM_ADDRESS_SANITIZER_BUILD && !LLVM_THREAD_SANITIZER_BUILD

static void *allocate(size_t Size, size_t Alignment) {
  Size = std::max<size_t>(Size, 1);
  if (Alignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__)
    return std::malloc(Size);
  void *P = nullptr;
  return ::posix_memalign(&P, Alignment, Size) == 0 ? P : nullptr;
}

static void *allocateOrEnd(size_t Size, size_t Alignment) {
  if (void *P = allocate(Size, Alignment))
    return P;
  outOfMemory(Size);
}

void *operator new(size_t Size) { return allocateOrEnd(Size, 1); }
void *operator new[](size_t Size) { return allocateOrEnd(Size, 1); }
void *operator new(size_t Size, std::align_val_t A) {
  return allocateOrEnd(Size, size_t(A));
}
void *operator new[](size_t Size, std::align_val_t A) {
  return allocateOrEnd(Size, size_t(A));
}
void *operator new(size_t Size, const std::nothrow_t &) noexcept {
  return allocate(Size, 1);
}
void *operator new[](size_t Size, const std::nothrow_t &) noexcept {
  return allocate(Size, 1);
}
void *operator new(size_t Size, std::align_val_t A,
                   const std::nothrow_t &) noexcept {
  return allocate(Size, size_t(A));
}
void *operator new[](size_t Size, std::align_val_t A,
                     const std::nothrow_t &) noexcept {
  return allocate(Size, size_t(A));
}
void operator delete(void *P) noexcept { std::free(P); }
void operator delete[](void *P) noexcept { std::free(P); }
void operator delete(void *P, size_t) noexcept { std::free(P); }
void operator delete[](void *P, size_t) noexcept { std::free(P); }
void operator delete(void *P, std::align_val_t) noexcept { std::free(P); }
void operator delete[](void *P, std::align_val_t) noexcept { std::free(P); }
void operator delete(void *P, size_t, std::align_val_t) noexcept {
  std::free(P);
}
void operator delete[](void *P, size_t, std::align_val_t) noexcept {
  std::free(P);
}
void operator delete(void *P, const std::nothrow_t &) noexcept { std::free(P); }
void operator delete[](void *P, const std::nothrow_t &) noexcept {
  std::free(P);
}

#endif
