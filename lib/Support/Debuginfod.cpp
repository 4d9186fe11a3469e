//===- Debuginfod.cpp - Debug files from servers --------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/Debuginfod.h"

#include "llvm/Support/Errno.h"

#include <cerrno>
#include <cstdlib>
#include <dlfcn.h>
#include <mutex>
#include <unistd.h>

using namespace llvm;
using namespace btfgen;

namespace {

/// What is used of libdebuginfod (debuginfod_find_debuginfo(3)).
struct Library {
  void *(*Begin)() = nullptr;
  void (*End)(void *Client) = nullptr;
  /// A build id of length 0 is text. Gives a descriptor or a negative errno.
  int (*Find)(void *Client, const unsigned char *BuildId, int Length,
              char **Path) = nullptr;
  std::string Missing; ///< why it cannot be used
};

} // namespace

static Library load() {
  Library L;
  void *Handle = ::dlopen("libdebuginfod.so.1", RTLD_NOW | RTLD_LOCAL);
  if (Handle) {
    L.Begin =
        reinterpret_cast<void *(*)()>(::dlsym(Handle, "debuginfod_begin"));
    L.End =
        reinterpret_cast<void (*)(void *)>(::dlsym(Handle, "debuginfod_end"));
    L.Find = reinterpret_cast<decltype(L.Find)>(
        ::dlsym(Handle, "debuginfod_find_debuginfo"));
  }
  if (!L.Begin || !L.End || !L.Find) {
    const char *Why = ::dlerror();
    L.Missing = Why ? Why : "it lacks a function";
  }
  return L;
}

Expected<std::string> btfgen::fetchDebugFile(StringRef BuildId) {
  // One at a time: what is slow is the network.
  static std::mutex Mutex;
  std::lock_guard<std::mutex> Lock(Mutex);
  static const Library L = load();
  if (!L.Missing.empty())
    return createStringError("debuginfod: libdebuginfod cannot be used: " +
                             L.Missing);
  void *Client = L.Begin();
  if (!Client)
    return createStringError("debuginfod: it cannot be started");
  char *Path = nullptr;
  const int FD = L.Find(
      Client, reinterpret_cast<const unsigned char *>(BuildId.str().c_str()), 0,
      &Path);
  L.End(Client);
  if (FD == -ENOSYS) // what the library says of an empty list
    return createStringError("debuginfod: DEBUGINFOD_URLS names no server");
  if (FD < 0)
    return createStringError("debuginfod: " + BuildId +
                             " from DEBUGINFOD_URLS: " + sys::StrError(-FD));
  ::close(FD);
  std::string Result = Path ? Path : "";
  std::free(Path);
  return Result;
}
