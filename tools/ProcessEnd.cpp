//===- ProcessEnd.cpp - Ends that leave nothing half done -----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// LLVM has handlers that remove temporary files, too, but not for SIGPIPE, and
/// they do not wait. So ours take their place. Nothing that is called from one
/// allocates or takes a lock that its own thread may have.
///
//===----------------------------------------------------------------------===//

#include "ProcessEnd.h"

#include "Support/FileBytes.h"
#include "llvm/Support/Signals.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <iterator>
#include <unistd.h>

using namespace llvm;
using namespace btfgen;

static const char *Tool = "btfgen";
static int ErrorStatus = 1;

//===----------------------------------------------------------------------===//
// Changes that are finished first
//===----------------------------------------------------------------------===//

static std::atomic<unsigned> NumFinishing{0}; ///< threads
static std::atomic<bool> IsEnding{false};
static thread_local unsigned Depth = 0; ///< of this thread's changes
static thread_local sigset_t Before;    ///< which signals were blocked

/// What this thread was changing stays as it is: a fault, or no memory.
static void giveUp() {
  if (Depth)
    NumFinishing.fetch_sub(1);
  Depth = 0;
}

[[noreturn]] static void waitForTheEnd() {
  for (;;)
    ::pause();
}

void btfgen::beginChange() {
  if (Depth++)
    return;
  // Faults cannot be put off.
  sigset_t PutOff;
  sigfillset(&PutOff);
  for (int Fault : {SIGBUS, SIGSEGV, SIGFPE, SIGILL, SIGTRAP, SIGSYS, SIGABRT})
    sigdelset(&PutOff, Fault);
  pthread_sigmask(SIG_BLOCK, &PutOff, &Before);
  // In this order, as finishFiles() has the other: one of the two sees it.
  NumFinishing.fetch_add(1);
  if (!IsEnding)
    return;
  NumFinishing.fetch_sub(1);
  waitForTheEnd();
}

void btfgen::endChange() {
  if (--Depth)
    return;
  NumFinishing.fetch_sub(1);
  pthread_sigmask(SIG_SETMASK, &Before, nullptr);
}

void btfgen::finishFiles() {
  IsEnding = true;
  giveUp();
  // Not for ever: a thread that is needed for a change may be the one that a
  // signal has interrupted, with a lock of malloc's.
  constexpr unsigned MostMilliseconds = 10'000;
  constexpr timespec Millisecond = {0, 1'000'000};
  for (unsigned I = 0; NumFinishing && I < MostMilliseconds; ++I)
    ::nanosleep(&Millisecond, nullptr);
  sys::RunInterruptHandlers(); // removes temporary files
}

void btfgen::endProcess(int Status) {
  static std::atomic_flag Begun;
  giveUp();
  if (Begun.test_and_set())
    waitForTheEnd(); // which another thread brings
  finishFiles();
  std::quick_exit(Status); // not what other threads still use
}

//===----------------------------------------------------------------------===//
// Signals
//===----------------------------------------------------------------------===//

static void onSignal(int Signal) {
  const int Errno = errno;
  finishFiles();
  struct sigaction Default = {};
  Default.sa_handler = SIG_DFL;
  sigaction(Signal, &Default, nullptr);
  raise(Signal); // arrives on return
  errno = Errno;
}

/// A page of a mapped file is not to be had.
static void onBusError(int Signal, siginfo_t *Info, void *) {
  if (Info->si_code != BUS_ADRERR) {
    onSignal(Signal);
    return;
  }
  const char *Path = FileBytes::pathOfMapped(Info->si_addr);
  for (const char *Part : {Tool, ": ", Path ? Path : "a file that is read",
                           ": cannot be read any more: it was truncated by "
                           "another program, or its device has failed\n"})
    if (::write(STDERR_FILENO, Part, std::strlen(Part)) < 0)
      break; // there is nobody to tell
  endProcess(ErrorStatus);
}

void btfgen::catchSignals(const char *ToolName, int Status) {
  Tool = ToolName;
  ErrorStatus = Status;
  constexpr int Deadly[] = {SIGHUP,  SIGINT,  SIGQUIT, SIGTERM,   SIGPIPE,
                            SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU};
  // LLVM's handlers also take signals that are ignored, until they are put
  // back below: none must arrive meanwhile.
  sigset_t All, Blocked;
  sigfillset(&All);
  pthread_sigmask(SIG_BLOCK, &All, &Blocked);
  struct sigaction Before[std::size(Deadly)];
  for (size_t I = 0; I < std::size(Deadly); ++I)
    sigaction(Deadly[I], nullptr, &Before[I]);
  sys::SetInterruptFunction(nullptr); // LLVM's handlers come now, not later
  for (size_t I = 0; I < std::size(Deadly); ++I) {
    struct sigaction Ours = Before[I];
    if (!(Ours.sa_flags & SA_SIGINFO) && Ours.sa_handler == SIG_DFL) {
      Ours.sa_handler = onSignal;
      Ours.sa_flags = SA_ONSTACK;
      sigfillset(&Ours.sa_mask);
    }
    sigaction(Deadly[I], &Ours, nullptr);
  }
  struct sigaction OnBusError = {};
  OnBusError.sa_sigaction = onBusError;
  OnBusError.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigfillset(&OnBusError.sa_mask);
  sigaction(SIGBUS, &OnBusError, nullptr);
  struct sigaction Ignore = {};
  Ignore.sa_handler = SIG_IGN;
  sigaction(SIGXFSZ, &Ignore, nullptr);
  pthread_sigmask(SIG_SETMASK, &Blocked, nullptr);
}
