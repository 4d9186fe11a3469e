//===- JobServer.cpp - make's permission for more threads -----------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The bytes that were taken are in one array, which a signal handler can empty
/// too. It is protected by a lock that spins, and whoever holds the lock has
/// all signals blocked: so a handler never finds the lock taken by the thread
/// that it interrupts, and may wait for it.
///
/// The pipe's file description belongs to the whole build: reading from it
/// without waiting would need O_NONBLOCK there, which confuses others. So the
/// pipe is opened a second time, through /proc; a named pipe is our own anyway.
///
//===----------------------------------------------------------------------===//

#include "JobServer.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/Twine.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sched.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace llvm;
using namespace btfgen;

// --- MAKEFLAGS -------------------------------------------------------------

JobServerAddress btfgen::parseMakeFlags(StringRef MakeFlags) {
  JobServerAddress Last;
  SmallVector<StringRef, 8> Words;
  MakeFlags.split(Words, ' ', -1, /*KeepEmpty=*/false);
  for (StringRef Word : Words) {
    if (Word == "--")
      break; // variables follow
    // The second name is that of make before 4.2.
    if (!Word.consume_front("--jobserver-auth=") &&
        !Word.consume_front("--jobserver-fds="))
      continue;
    Last = JobServerAddress();
    Last.How = JobServerAddress::Style::Pipe;
    if (Word.consume_front("fifo:")) {
      Last.How = JobServerAddress::Style::Fifo;
      Last.Path = Word.str();
      continue;
    }
    auto [Read, Write] = Word.split(',');
    int R, W;
    if (!Read.getAsInteger(10, R) && !Write.getAsInteger(10, W)) {
      Last.Read = R;
      Last.Write = W;
    }
  }
  return Last;
}

// --- Jobs ------------------------------------------------------------------

static constexpr unsigned MaxHeld = 1024;

/// One per process, as the pipe and the signals are; a handler sees nothing
/// else.
static struct {
  int Pipe = -1;
  std::atomic<bool> Locked = false;
  bool Ending = false; ///< nothing is taken any more
  unsigned NumHeld = 0;
  char Held[MaxHeld];
} Jobs;

namespace {
/// Protects Jobs.
class Lock {
public:
  Lock() {
    sigset_t All;
    sigfillset(&All);
    pthread_sigmask(SIG_SETMASK, &All, &Old);
    while (Jobs.Locked.exchange(true, std::memory_order_acquire))
      sched_yield();
  }
  ~Lock() {
    Jobs.Locked.store(false, std::memory_order_release);
    pthread_sigmask(SIG_SETMASK, &Old, nullptr);
  }
  Lock(const Lock &) = delete;
  Lock &operator=(const Lock &) = delete;

private:
  sigset_t Old;
};
} // namespace

/// The pipe has room: the byte came out of it. If it is gone, so is the build.
static void putBack(char Byte) {
  while (::write(Jobs.Pipe, &Byte, 1) < 0 && errno == EINTR)
    ;
}

bool btfgen::tryTakeJob() {
  Lock L;
  if (Jobs.Ending || Jobs.NumHeld == MaxHeld)
    return false;
  char Byte;
  if (::read(Jobs.Pipe, &Byte, 1) != 1)
    return false;
  Jobs.Held[Jobs.NumHeld++] = Byte;
  return true;
}

void btfgen::returnJob() {
  Lock L;
  if (!Jobs.Ending) // else it went back with all others
    putBack(Jobs.Held[--Jobs.NumHeld]);
}

/// Nothing here is unsafe in a signal handler.
static void returnAllJobs() {
  Lock L;
  Jobs.Ending = true;
  while (Jobs.NumHeld)
    putBack(Jobs.Held[--Jobs.NumHeld]);
}

// --- Ends that nobody planned ----------------------------------------------

/// All that end a process unless they are caught.
static constexpr int Deadly[] = {SIGHUP,  SIGINT,  SIGQUIT, SIGTERM, SIGPIPE,
                                 SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ,
                                 SIGABRT, SIGILL,  SIGTRAP, SIGSYS,  SIGBUS,
                                 SIGFPE,  SIGSEGV};
static struct sigaction Before[std::size(Deadly)];

static void onDeadlySignal(int Signal, siginfo_t *Info, void *) {
  const int Errno = errno;
  returnAllJobs();
  const size_t I = std::find(std::begin(Deadly), std::end(Deadly), Signal) -
                   std::begin(Deadly);
  sigaction(Signal, &Before[I], nullptr);
  errno = Errno;
  // A fault happens again when this returns, and whoever reports faults then
  // sees where. Others have to be sent again; they arrive on return.
  const bool IsFault = is_contained({SIGILL, SIGBUS, SIGFPE, SIGSEGV}, Signal);
  if (!IsFault || Info->si_code <= 0)
    raise(Signal);
}

static void catchDeadlySignals() {
  for (size_t I = 0; I < std::size(Deadly); ++I) {
    if (sigaction(Deadly[I], nullptr, &Before[I]) != 0 ||
        (!(Before[I].sa_flags & SA_SIGINFO) && Before[I].sa_handler == SIG_IGN))
      continue; // ignored (nohup): not deadly
    struct sigaction Ours = {};
    Ours.sa_sigaction = onDeadlySignal;
    Ours.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigfillset(&Ours.sa_mask);
    sigaction(Deadly[I], &Ours, nullptr);
  }
}

// --- The connection --------------------------------------------------------

/// Whether the two are the ends of one pipe. make closes them for commands that
/// are no makes, and their numbers then mean other files, or none.
static bool areOnePipe(int Read, int Write) {
  struct stat R, W;
  return ::fstat(Read, &R) == 0 && ::fstat(Write, &W) == 0 &&
         S_ISFIFO(R.st_mode) && R.st_dev == W.st_dev && R.st_ino == W.st_ino &&
         (::fcntl(Read, F_GETFL) & O_ACCMODE) != O_WRONLY &&
         (::fcntl(Write, F_GETFL) & O_ACCMODE) != O_RDONLY;
}

/// The pipe, opened so that reading does not wait, or -1. For writing as well:
/// a pipe has no sides once it is opened by name.
static int openPipe(const JobServerAddress &Address) {
  std::string Path = Address.Path;
  if (Address.How == JobServerAddress::Style::Pipe) {
    if (!areOnePipe(Address.Read, Address.Write))
      return -1;
    Path = ("/proc/self/fd/" + Twine(Address.Read)).str();
  }
  int FD = ::open(Path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  struct stat Status;
  if (FD >= 0 && (::fstat(FD, &Status) != 0 || !S_ISFIFO(Status.st_mode))) {
    ::close(FD);
    return -1;
  }
  return FD;
}

static JobServer connect() {
  const char *Flags = std::getenv("MAKEFLAGS");
  JobServerAddress Address = parseMakeFlags(Flags ? Flags : "");
  if (Address.How == JobServerAddress::Style::None)
    return JobServer::None;
  Jobs.Pipe = openPipe(Address);
  if (Jobs.Pipe < 0)
    return JobServer::Unreachable;
  catchDeadlySignals();
  std::atexit(returnAllJobs); // exit() while threads run
  std::at_quick_exit(returnAllJobs);
  return JobServer::Connected;
}

JobServer btfgen::jobServer() {
  static const JobServer State = connect();
  return State;
}

// --- The number of threads -------------------------------------------------

static unsigned numCpus() {
  cpu_set_t Set;
  if (sched_getaffinity(0, sizeof(Set), &Set) == 0)
    return std::max(1, CPU_COUNT(&Set));
  return std::max(1u, std::thread::hardware_concurrency());
}

unsigned btfgen::maxThreads(unsigned Asked) {
  if (jobServer() == JobServer::Unreachable)
    return 1;
  return Asked ? Asked : numCpus();
}
