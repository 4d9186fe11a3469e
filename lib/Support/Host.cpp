//===- Host.cpp - What a program lends to the library ---------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "btfgen/Host.h"

#include <atomic>

using namespace btfgen;

Host::~Host() = default;

bool Host::limitsThreads() { return false; }
bool Host::tryTakeThread() { return true; }
void Host::returnThread() {}
void Host::temporaryComes(const char *) {}
void Host::temporaryGone(const char *) {}
void Host::changeBegins() {}
void Host::changeEnds() {}

static std::atomic<Host *> Current{nullptr};

void btfgen::setHost(Host *H) { Current = H; }

Host &btfgen::host() {
  static Host Nobody;
  Host *H = Current;
  return H ? *H : Nobody;
}
