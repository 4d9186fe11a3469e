//===- TimeTrace.cpp - When each thread did what --------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TimeTrace.h"

#include "Support/Parallel.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/TimeProfiler.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace btfgen;

namespace {
/// A thread that ran from Begin to End.
struct Life {
  int64_t Thread, Begin, End;
};
} // namespace

/// Whether \p Event is of a thread, and no total.
static bool isOfThread(const json::Object &Event) {
  return Event.getString("ph") == "X" &&
         !Event.getString("name").value_or("").starts_with("Total ");
}

/// All threads but \p Main, in the order of their beginning.
static std::vector<Life> livesOf(const json::Array &Events, int64_t Main) {
  DenseMap<int64_t, Life> ByThread;
  for (const json::Value &V : Events) {
    const json::Object &Event = *V.getAsObject();
    const int64_t Thread = Event.getInteger("tid").value_or(Main);
    if (Thread == Main || !isOfThread(Event))
      continue;
    const int64_t Begin = Event.getInteger("ts").value_or(0);
    const int64_t End = Begin + Event.getInteger("dur").value_or(0);
    Life &L =
        ByThread.try_emplace(Thread, Life{Thread, Begin, End}).first->second;
    L.Begin = std::min(L.Begin, Begin);
    L.End = std::max(L.End, End);
  }
  std::vector<Life> Lives;
  for (const auto &[Thread, L] : ByThread)
    Lives.push_back(L);
  llvm::sort(Lives, [](const Life &A, const Life &B) {
    return std::pair(A.Begin, A.Thread) < std::pair(B.Begin, B.Thread);
  });
  return Lives;
}

/// Each parallel stage has threads of its own. Viewers have a row for each
/// thread, so that one gets the number of another one that has ended before.
static void shareRows(json::Array &Events, int64_t Main) {
  std::vector<Life> Rows; // each by the last thread in it, with its number
  DenseMap<int64_t, int64_t> RowOf;
  for (const Life &L : livesOf(Events, Main)) {
    auto Row = llvm::find_if(
        Rows, [&](const Life &Last) { return Last.End <= L.Begin; });
    if (Row == Rows.end())
      Row = Rows.insert(Rows.end(), L);
    Row->End = L.End;
    RowOf[L.Thread] = Row->Thread;
  }
  json::Array Shared;
  for (json::Value &V : Events) {
    json::Object &Event = *V.getAsObject();
    const int64_t Thread = Event.getInteger("tid").value_or(Main);
    if (Thread != Main && Event.getString("ph") == "M")
      continue; // the name of a thread, which may have no events
    if (auto It = RowOf.find(Thread); It != RowOf.end() && isOfThread(Event))
      Event["tid"] = It->second;
    Shared.push_back(std::move(V));
  }
  for (const auto &[Index, Row] : enumerate(Rows))
    Shared.push_back(json::Object{
        {"ph", "M"},
        {"pid", int64_t(sys::Process::getProcessId())},
        {"tid", Row.Thread},
        {"ts", 0},
        {"cat", ""},
        {"name", "thread_name"},
        {"args", json::Object{{"name", "worker " + utostr(Index + 1)}}}});
  Events = std::move(Shared);
}

TimeTrace::TimeTrace(StringRef Path, StringRef Tool) : Path(Path) {
  if (!Path.empty())
    timeTraceProfilerInitialize(TraceGranularity, Tool);
}

TimeTrace::~TimeTrace() {
  if (!Path.empty())
    timeTraceProfilerCleanup();
}

Error TimeTrace::checkPlace() const {
  if (Path.empty() || Path == "-")
    return Error::success();
  sys::fs::file_status Status;
  if (!sys::fs::status(Path, Status) && !sys::fs::is_regular_file(Status))
    return sys::fs::is_directory(Status)
               ? createStringError(Path + ": is a directory")
               : Error::success();
  SmallString<256> Place(Path), Real;
  if (!sys::fs::real_path(Path, Real))
    Place = Real;
  sys::path::remove_filename(Place);
  sys::path::append(Place, ".");
  if (std::error_code EC = sys::fs::access(Place, sys::fs::AccessMode::Write))
    return createStringError(
        EC, Path + ": cannot create a file beside it: " + EC.message());
  return Error::success();
}

Expected<PendingFile> TimeTrace::write() const {
  SmallString<0> Text;
  raw_svector_ostream OS(Text);
  timeTraceProfilerWrite(OS);
  Expected<json::Value> Trace = json::parse(Text);
  if (!Trace)
    return Trace.takeError();
  if (json::Array *Events = Trace->getAsObject()->getArray("traceEvents"))
    shareRows(*Events, static_cast<int64_t>(get_threadid()));
  Text.clear();
  OS << *Trace << '\n';
  return PendingFile::write(Path, arrayRefFromStringRef(Text));
}
