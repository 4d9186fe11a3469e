//===- SupportTest.cpp ----------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What threads, keys, tables and counters promise to the stages above them.
///
//===----------------------------------------------------------------------===//

#include "Dedup/Diagnostics.h"
#include "JobServer.h"
#include "Support/AtomicFile.h"
#include "Support/BootImage.h"
#include "Support/CDeclarator.h"
#include "Support/ChunkedVector.h"
#include "Support/Hash128.h"
#include "Support/Parallel.h"
#include "Support/RankedBits.h"
#include "Support/ShardedTable.h"
#include "btfgen/Host.h"

#include "gtest/gtest.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace llvm;
using namespace btfgen;

namespace {

// --- Parallel --------------------------------------------------------------

TEST(Parallel, EachIndexOnce) {
  for (unsigned Threads : {1u, 2u, 3u, 8u, 100u})
    for (size_t Tasks : {0, 1, 2, 7, 1000}) {
      std::vector<std::atomic<unsigned>> Seen(Tasks);
      std::atomic<bool> WorkersOk{true};
      parallelFor(Tasks, Threads, [&](size_t Index, unsigned Worker) {
        ++Seen[Index];
        if (Worker >= Threads)
          WorkersOk = false;
      });
      EXPECT_TRUE(WorkersOk);
      for (size_t I = 0; I < Tasks; ++I)
        EXPECT_EQ(1u, Seen[I]) << I << " of " << Tasks;
    }
}

TEST(Parallel, AscendingOnOneThread) {
  const std::thread::id Caller = std::this_thread::get_id();
  size_t Next = 0;
  parallelFor(100, 1, [&](size_t Index, unsigned Worker) {
    EXPECT_EQ(Next++, Index);
    EXPECT_EQ(0u, Worker);
    EXPECT_EQ(Caller, std::this_thread::get_id());
  });
  EXPECT_EQ(100u, Next);
}

/// The state of a worker needs no lock: two tasks of one worker never run at
/// the same time.
TEST(Parallel, WorkersAreExclusive) {
  constexpr unsigned Threads = 8;
  std::vector<std::atomic<bool>> Busy(Threads);
  std::atomic<bool> Clash{false};
  parallelFor(20000, Threads, [&](size_t, unsigned Worker) {
    if (Busy[Worker].exchange(true))
      Clash = true;
    Busy[Worker] = false;
  });
  EXPECT_FALSE(Clash);
}

TEST(Parallel, CountAlone) {
  using Sizes = std::vector<uint64_t>;
  EXPECT_EQ(0u, countAlone({}, 2));
  // Nobody waits for one of many, or where there is one thread.
  EXPECT_EQ(0u, countAlone(Sizes(15, 100), 16));
  EXPECT_EQ(0u, countAlone(Sizes{100, 99}, 2));
  EXPECT_EQ(0u, countAlone(Sizes{100, 60, 30, 10}, 2));
  EXPECT_EQ(0u, countAlone(Sizes{100}, 1));
  EXPECT_EQ(0u, countAlone(Sizes{0, 0}, 2));
  // Two threads are reckoned 1.5 times as fast as one, 16 are 8.5 times.
  EXPECT_EQ(1u, countAlone(Sizes{100}, 2));
  EXPECT_EQ(2u, countAlone(Sizes{100, 1}, 2)); // the last one is alone as well
  EXPECT_EQ(3u, countAlone(Sizes{10, 10, 10}, 16));
  Sizes Many(100, 10);
  EXPECT_EQ(0u, countAlone(Many, 16));
  Many.insert(Many.begin(), 1000); // 1000 / 8.5 + 1000 / 16
  EXPECT_EQ(1u, countAlone(Many, 16));
  Many.insert(Many.begin(), 1000);
  EXPECT_EQ(2u, countAlone(Many, 16));
}

TEST(Parallel, MaxThreads) {
  EXPECT_GE(maxThreads(), 1u);
  EXPECT_EQ(jobServer() == JobServer::Unreachable ? 1u : 7u, maxThreads(7));
}

// --- Host -------------------------------------------------------------------

/// How many threads take part in many tasks at once. They wait until \p
/// Expected do, as a busy machine may start a thread late, and then a little
/// for more.
static size_t threadsUsed(unsigned Threads, unsigned Expected) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point End = Clock::now() + std::chrono::seconds(10);
  std::atomic<unsigned> NumInside{0}, Most{0};
  parallelFor(64, Threads, [&](size_t, unsigned) {
    const unsigned Now = ++NumInside;
    for (unsigned Old = Most;
         Old < Now && !Most.compare_exchange_weak(Old, Now);)
      ;
    do
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    while (Most < Expected && Clock::now() < End);
    --NumInside;
  });
  return Most;
}

static std::string temporaryPath(const char *Name) {
  return (std::filesystem::temp_directory_path() /
          (Name + std::to_string(::getpid())))
      .string();
}

/// A make that has no job to give is somebody else's business, and so are
/// signals: an embedding program finds them as it left them.
TEST(Host, NothingHappensWithoutOne) {
  const char *Before = std::getenv("MAKEFLAGS");
  const std::string Flags = Before ? Before : "";
  const std::string Fifo = temporaryPath("btfgen-fifo"),
                    File = temporaryPath("btfgen-file");
  ASSERT_EQ(0, ::mkfifo(Fifo.c_str(), 0600));
  ::setenv("MAKEFLAGS", (" -j2 --jobserver-auth=fifo:" + Fifo).c_str(), 1);
  // A sanitizer's runtime has handlers of its own for faults, and a shell has
  // a program that it starts in the background ignore SIGINT.
  auto HandlerOf = [](int Signal) {
    struct sigaction Action;
    EXPECT_EQ(0, sigaction(Signal, nullptr, &Action));
    return Action.sa_handler;
  };
  std::map<int, void (*)(int)> Handlers;
  for (int Signal : {SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGSEGV, SIGBUS})
    Handlers[Signal] = HandlerOf(Signal);
  EXPECT_LT(1u, threadsUsed(4, 2));
  EXPECT_FALSE(errorToBool(writeFileAtomically(File, {1, 2, 3})));
  for (const auto &[Signal, Handler] : Handlers)
    EXPECT_EQ(Handler, HandlerOf(Signal)) << Signal;
  ::setenv("MAKEFLAGS", Flags.c_str(), 1);
  if (!Before)
    ::unsetenv("MAKEFLAGS");
  std::filesystem::remove(Fifo);
  std::filesystem::remove(File);
}

namespace {
/// Grants some threads, and notes what it is told.
struct TestHost : Host {
  explicit TestHost(int NumThreads) : Left(NumThreads) { setHost(this); }
  ~TestHost() override { setHost(nullptr); }
  bool limitsThreads() override { return true; }
  bool tryTakeThread() override {
    if (--Left >= 0)
      return true;
    ++Left;
    return false;
  }
  void returnThread() override { ++Left; }
  void temporaryComes(const char *Path) override {
    EXPECT_FALSE(std::filesystem::exists(Path));
    Temporary = Path;
    ++NumCame;
  }
  void temporaryGone(const char *Path) override {
    EXPECT_FALSE(std::filesystem::exists(Path));
    EXPECT_EQ(Temporary, Path);
    ++NumGone;
  }
  std::atomic<int> Left;
  std::string Temporary;
  int NumCame = 0, NumGone = 0;
};
} // namespace

TEST(Host, LimitsThreads) {
  TestHost None(0);
  EXPECT_EQ(1u, threadsUsed(4, 1));
  EXPECT_EQ(0, None.Left);
  TestHost Two(2);
  EXPECT_EQ(3u, threadsUsed(8, 3));
  EXPECT_EQ(2, Two.Left);
}

TEST(Host, LearnsOfTemporaryFiles) {
  TestHost H(0);
  const std::string File = temporaryPath("btfgen-file");
  EXPECT_FALSE(errorToBool(writeFileAtomically(File, {1, 2, 3})));
  EXPECT_EQ(1, H.NumCame);
  EXPECT_EQ(1, H.NumGone);
  EXPECT_EQ(std::filesystem::path(File).parent_path(),
            std::filesystem::path(H.Temporary).parent_path());
  {
    Expected<PendingFile> Abandoned = PendingFile::write(File, {1});
    ASSERT_TRUE(bool(Abandoned));
    EXPECT_TRUE(std::filesystem::exists(H.Temporary));
  }
  EXPECT_EQ(2, H.NumGone);
  std::filesystem::remove(File);
}

// --- JobServer -------------------------------------------------------------

using Style = JobServerAddress::Style;

TEST(JobServer, NotNamed) {
  for (const char *Flags :
       {"", "-j", "n", "ks -j4", " -- A=--jobserver-auth=3,4",
        "-j8 -- B=x --jobserver-fds=3,4", "--jobserver", "--jobserver-authx=3"})
    EXPECT_EQ(Style::None, parseMakeFlags(Flags).How) << Flags;
}

TEST(JobServer, Pipe) {
  for (const char *Flags :
       {" -j4 --jobserver-auth=3,14", "kw --jobserver-fds=3,14 -j",
        "--jobserver-auth=5,6 --jobserver-auth=3,14 -- X=--jobserver-auth=7,8",
        "--jobserver-auth=fifo:/tmp/x --jobserver-auth=3,14"}) {
    JobServerAddress A = parseMakeFlags(Flags);
    EXPECT_EQ(Style::Pipe, A.How) << Flags;
    EXPECT_EQ(3, A.Read) << Flags;
    EXPECT_EQ(14, A.Write) << Flags;
    EXPECT_EQ("", A.Path) << Flags;
  }
}

TEST(JobServer, Fifo) {
  JobServerAddress A = parseMakeFlags(
      " -j4 --jobserver-auth=3,4 --jobserver-auth=fifo:/tmp/GMfifo12 -l2");
  EXPECT_EQ(Style::Fifo, A.How);
  EXPECT_EQ("/tmp/GMfifo12", A.Path);
}

TEST(JobServer, NotForUs) {
  for (const char *Flags :
       {"--jobserver-auth=-2,-2", "--jobserver-auth=", "--jobserver-auth=3",
        "--jobserver-auth=sem:x", "--jobserver-fds=3,4x",
        "--jobserver-auth=3,4 --jobserver-auth=99999999999,4"}) {
    JobServerAddress A = parseMakeFlags(Flags);
    EXPECT_EQ(Style::Pipe, A.How) << Flags;
    EXPECT_LT(A.Read, 0) << Flags;
  }
}

// --- Hash128 ---------------------------------------------------------------

Key128 keyOf(std::initializer_list<std::pair<uint64_t, uint64_t>> Words,
             uint64_t Seed = 0) {
  Hasher128 H(Seed);
  for (auto [X, Y] : Words)
    H.add(X, Y);
  return H.finish();
}

TEST(Hash128, SameInputSameKey) {
  EXPECT_EQ(keyOf({{1, 2}, {3, 4}}), keyOf({{1, 2}, {3, 4}}));
  Key128 Y{7, 7};
  Hasher128 A(5), B(5);
  A.add(1, 7);
  B.add(1, Y);
  EXPECT_EQ(A.finish(), B.finish());
}

TEST(Hash128, WhatMatters) {
  const Key128 Key = keyOf({{1, 2}, {3, 4}});
  EXPECT_NE(Key, keyOf({{1, 2}, {3, 4}}, 1));      // the seed
  EXPECT_NE(Key, keyOf({{3, 4}, {1, 2}}));         // the order
  EXPECT_NE(Key, keyOf({{2, 1}, {3, 4}}));         // which word is which
  EXPECT_NE(Key, keyOf({{1, 2}, {3, 4}, {0, 0}})); // the length
  EXPECT_NE(Key, keyOf({{1, 2}}));
  EXPECT_NE(keyOf({}), keyOf({{0, 0}}));
}

/// Members differ in few bits: names, places and types are small numbers.
TEST(Hash128, NoCollisionOfSmallNumbers) {
  std::set<Key128> Keys;
  std::set<uint64_t> Low, High;
  size_t Count = 0;
  for (uint64_t A = 0; A < 40; ++A)
    for (uint64_t B = 0; B < 40; ++B)
      for (uint64_t C = 0; C < 40; ++C, ++Count) {
        Key128 K = keyOf({{A, B}, {C, A ^ B}});
        Keys.insert(K);
        Low.insert(K.Lo);
        High.insert(K.Hi);
      }
  EXPECT_EQ(Count, Keys.size());
  EXPECT_EQ(Count, Low.size());
  EXPECT_EQ(Count, High.size());
}

/// Each bit of the input reaches about half of the bits of both words.
TEST(Hash128, OneBitChangesHalf) {
  const Key128 Key = keyOf({{0x123456789, 0xabcdef}, {1, 1}});
  for (unsigned Bit = 0; Bit < 64; ++Bit)
    for (bool First : {false, true}) {
      uint64_t X = 0x123456789, Y = 0xabcdef;
      (First ? X : Y) ^= uint64_t(1) << Bit;
      Key128 Other = keyOf({{X, Y}, {1, 1}});
      EXPECT_GT(std::popcount(Key.Lo ^ Other.Lo), 10) << Bit;
      EXPECT_GT(std::popcount(Key.Hi ^ Other.Hi), 10) << Bit;
    }
}

// --- RankedBits ------------------------------------------------------------

TEST(RankedBits, RanksWithAndWithoutFinish) {
  const uint32_t Positions[] = {0, 3, 63, 64, 130, 131, 999};
  RankedBits Appended, Added;
  // What was there before must not matter.
  for (uint64_t Size : {2000, 1000}) {
    Appended.reset(Size);
    Added.reset(Size);
    for (uint32_t P : Positions) {
      Appended.append(P + (Size == 2000));
      Added.add(P + (Size == 2000));
    }
    Added.finish();
  }
  uint32_t Rank = 0;
  for (uint32_t P = 0; P < 1000; ++P) {
    const uint32_t Expected =
        is_contained(Positions, P) ? Rank++ : RankedBits::NotAdded;
    EXPECT_EQ(Expected, Appended.find(P)) << P;
    EXPECT_EQ(Expected, Added.find(P)) << P;
  }
  EXPECT_EQ(RankedBits::NotAdded, Appended.find(1000000));
}

// --- ShardedTable ----------------------------------------------------------

/// A key whose bits are spread like those of content keys.
Key128 numbered(uint64_t N) { return keyOf({{N, ~N}}); }

TEST(ShardedTable, IdsAndFirstOccurrence) {
  ShardedTable T(1);
  EXPECT_EQ(0u, T.size());
  auto First = T.intern(numbered(1), 50);
  EXPECT_TRUE(First.Inserted);
  auto Again = T.internRanked(numbered(1), 70, [](uint32_t) { FAIL(); });
  EXPECT_EQ(First.Id, Again.Id);
  EXPECT_FALSE(Again.Inserted);
  EXPECT_FALSE(Again.Lowest);
  auto Lower = T.internRanked(numbered(1), 20, [](uint32_t) { FAIL(); });
  EXPECT_TRUE(Lower.Lowest);
  uint32_t Told = UINT32_MAX;
  auto Second = T.intern(numbered(2), 9, [&](uint32_t Id) { Told = Id; });
  EXPECT_TRUE(Second.Inserted);
  EXPECT_EQ(Second.Id, Told);
  EXPECT_NE(First.Id, Second.Id);
  EXPECT_TRUE(T.isKey(First.Id, numbered(1), 12));
  EXPECT_TRUE(T.isKey(First.Id, numbered(1), 13));
  EXPECT_FALSE(T.isKey(First.Id, numbered(2), 3));
  EXPECT_FALSE(T.isKey(Second.Id, numbered(1), 3));
  std::map<uint32_t, uint64_t> Seen;
  T.forEach([&](const Key128 &, uint32_t Id, uint64_t At) { Seen[Id] = At; });
  EXPECT_EQ((std::map<uint32_t, uint64_t>{{First.Id, 12}, {Second.Id, 9}}),
            Seen);
}

// Keys that have their low bits in common, as somebody may choose them, would
// make each of these look-ups pass all keys before it: 2 * 10^9 steps in all.
TEST(ShardedTable, KeysThatAreChosen) {
  constexpr uint32_t Count = 1 << 16;
  ShardedTable T(1);
  const std::clock_t Begin = std::clock();
  for (uint64_t I = 0; I < Count; ++I)
    T.intern({I << 32, 7}, I);
  EXPECT_EQ(Count, T.size());
  EXPECT_LT(std::clock() - Begin, CLOCKS_PER_SEC);
}

/// Keys that share a shard, a slot, or all but one bit are different keys.
class ShardedTableFor : public testing::TestWithParam<unsigned> {};
TEST_P(ShardedTableFor, ClashingKeys) {
  ShardedTable T(GetParam());
  std::set<uint32_t> Ids;
  for (uint64_t I = 0; I < 5000; ++I)
    Ids.insert(T.intern({42, I}, I).Id);
  for (uint64_t I = 1; I < 5000; ++I)
    Ids.insert(T.intern({42 + (I << 40), 0}, I).Id);
  EXPECT_EQ(9999u, Ids.size());
  EXPECT_EQ(9999u, T.size());
  EXPECT_EQ(9998u, *Ids.rbegin());
}

/// Many threads bring the same keys in different orders, while the table grows.
TEST_P(ShardedTableFor, ManyThreads) {
  constexpr uint32_t NumKeys = 30011;
  constexpr unsigned Threads = 8;
  ShardedTable T(GetParam());
  std::vector<std::vector<uint32_t>> IdOf(Threads,
                                          std::vector<uint32_t>(NumKeys));
  std::vector<std::atomic<unsigned>> Inserted(NumKeys);
  std::vector<std::atomic<unsigned>> Announced(NumKeys);
  parallelFor(Threads, Threads, [&](size_t Task, unsigned) {
    const uint32_t Step = 7919 + 2 * Task; // NumKeys is prime: visits all
    for (uint32_t I = 0, Key = Task; I < NumKeys; ++I) {
      Key = (Key + Step) % NumKeys;
      T.prefetch(numbered(Key));
      auto R = T.intern(numbered(Key), 1000 * (Task + 1) + Key,
                        [&](uint32_t Id) { ++Announced[Id]; });
      IdOf[Task][Key] = R.Id;
      Inserted[Key] += R.Inserted;
    }
  });
  EXPECT_EQ(NumKeys, T.size());
  for (uint32_t K = 0; K < NumKeys; ++K) {
    unsigned Visited = 0;
    for (unsigned W = 0; W < Threads; ++W)
      Visited += IdOf[W][K] == IdOf[0][K];
    ASSERT_EQ(Threads, Visited) << K;
    ASSERT_EQ(1u, Inserted[K]) << K;
    ASSERT_EQ(1u, Announced[K]) << K;
  }
  size_t Count = 0;
  std::vector<uint64_t> FirstSeen(NumKeys);
  T.forEach([&](const Key128 &, uint32_t Id, uint64_t At) {
    FirstSeen[Id] = At;
    ++Count;
  });
  EXPECT_EQ(NumKeys, Count);
  // The lowest is that of task 0, whenever it came.
  for (uint32_t K = 0; K < NumKeys; ++K)
    ASSERT_EQ(1000u + K, FirstSeen[IdOf[0][K]]) << K;
}

INSTANTIATE_TEST_SUITE_P(Threads, ShardedTableFor, testing::Values(1, 8));

// --- ChunkedVector ---------------------------------------------------------

TEST(ChunkedVector, PlacesStay) {
  ChunkedVector<int, 4> V;
  int *First = &V[0];
  EXPECT_EQ(0, *First);
  *First = 1;
  for (size_t I : {15, 16, 17, 1000, 100000})
    EXPECT_EQ(0, V[I]) << I; // value-initialised
  EXPECT_EQ(First, &V[0]);
  EXPECT_EQ(1, std::as_const(V)[0]);
  constexpr size_t Far = 1 << 22;
  V[Far] = 2;
  EXPECT_EQ(2, V[Far]);
}

TEST(ChunkedVector, ManyThreads) {
  constexpr size_t Size = 100000;
  ChunkedVector<size_t, 6> V;
  parallelFor(Size, 8, [&](size_t I, unsigned) { V[I] = I + 1; });
  for (size_t I = 0; I < Size; ++I)
    ASSERT_EQ(I + 1, V[I]);
}

/// Elements are destroyed with the vector, each once.
TEST(ChunkedVector, Destroys) {
  static int Alive = 0;
  struct Counted {
    Counted() { ++Alive; }
    ~Counted() { --Alive; }
  };
  {
    ChunkedVector<Counted, 3> V;
    (void)V[0];
    (void)V[100];
    EXPECT_EQ(16, Alive); // two chunks
  }
  EXPECT_EQ(0, Alive);
}

// --- Diagnostics -----------------------------------------------------------

TEST(Diagnostics, CountsAndKeeps) {
  Diagnostics D;
  EXPECT_EQ(0u, D.total());
  D.add(Omission::TypeCycle, "s", "why");
  D.count(Omission::TypeCycle, 3);
  D.count(Omission::DanglingReference, 0);
  EXPECT_EQ(4u, D.counted(Omission::TypeCycle));
  EXPECT_EQ(0u, D.counted(Omission::DanglingReference));
  EXPECT_EQ(4u, D.total());
  ASSERT_EQ(1u, D.entries().size());
  EXPECT_EQ("s", D.entries()[0].Subject);
  EXPECT_EQ("why", D.entries()[0].Detail);
}

TEST(Diagnostics, MergesInOrder) {
  Diagnostics A, B;
  A.add(Omission::TypeCycle, "a", "");
  B.add(Omission::MalformedUnit, "b", "");
  B.count(Omission::MalformedUnit, 5);
  A.merge(B);
  EXPECT_EQ(6u, A.counted(Omission::MalformedUnit));
  EXPECT_EQ(7u, A.total());
  ASSERT_EQ(2u, A.entries().size());
  EXPECT_EQ("a", A.entries()[0].Subject);
  EXPECT_EQ("b", A.entries()[1].Subject);
}

/// Hostile input decides how many there are: all are counted, few are kept.
TEST(Diagnostics, MemoryIsLimited) {
  Diagnostics A, B;
  for (unsigned I = 0; I < 30000; ++I) {
    A.add(Omission::TypeCycle, "a", "");
    B.add(Omission::TypeCycle, "b", "");
  }
  A.merge(B);
  EXPECT_EQ(60000u, A.total());
  EXPECT_LE(A.entries().size(), 10000u);
  EXPECT_GE(A.entries().size(), 100u);
}

TEST(Diagnostics, Words) {
  std::set<std::string> Keywords, Sentences;
  for (unsigned I = 0; I < NumOmissions; ++I) {
    auto O = static_cast<Omission>(I);
    EXPECT_EQ(std::string::npos, keyword(O).str().find_first_not_of(
                                     "abcdefghijklmnopqrstuvwxyz-"));
    Keywords.insert(keyword(O).str());
    Sentences.insert(describe(O).str());
  }
  EXPECT_EQ(NumOmissions, Keywords.size());
  EXPECT_EQ(NumOmissions, Sentences.size());
  EXPECT_FALSE(Keywords.count("") || Sentences.count(""));
}

/// Declarations that every C compiler takes, and means the types by that are
/// named here from the outer to the inner.
TEST(CDeclarator, FollowsTheSyntaxOfC) {
  CDeclarator Handlers("handlers"); // array of const pointers to functions
  Handlers.array(8);
  Handlers.qualifier("const");
  Handlers.pointer();
  Handlers.function("(int)");
  EXPECT_EQ("void (*const handlers[8])(int)", Handlers.declaration("void"));

  CDeclarator Names("names"); // const pointer to volatile pointer to const
  Names.qualifier("const");
  Names.pointer();
  Names.qualifier("volatile");
  Names.pointer();
  Names.qualifier("const");
  EXPECT_EQ("const char *volatile *const names", Names.declaration("char"));

  CDeclarator Get("get"); // function that returns a pointer to an array
  Get.function("(void)");
  Get.pointer();
  Get.array(3);
  Get.array(2);
  EXPECT_EQ("int (*get(void))[3][2]", Get.declaration("int"));

  CDeclarator Type(""); // const pointer, of nothing that has a name
  Type.qualifier("const");
  Type.pointer();
  EXPECT_EQ("struct file *const", Type.declaration("struct file"));
  EXPECT_EQ("int", CDeclarator("").declaration("int"));
}

/// What is at 0x202 of an ELF file is its own business.
TEST(BootImage, IsNoElfFile) {
  std::vector<uint8_t> Start(BootHeaderSize);
  const StringRef Magic = "HdrS\x0f\x02";
  llvm::copy(Magic, Start.begin() + 0x202);
  EXPECT_TRUE(isBootImage(Start));
  llvm::copy(StringRef("\x7f"
                       "ELF"),
             Start.begin());
  EXPECT_FALSE(isBootImage(Start));
}

} // namespace
