//===- Libbpf.cpp ---------------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Libbpf.h"

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <cerrno>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

/// btf__new_split() is declared, but until 1.5 not exported: split BTF is read
/// from a file, which never reaches a disk.
static btf *load(const std::vector<uint8_t> &Bytes, btf *Base) {
  if (!Base)
    return btf__new(Bytes.data(), Bytes.size());
  const int Fd = memfd_create("split", MFD_CLOEXEC);
  btf *Btf = nullptr;
  if (Fd >= 0 && write(Fd, Bytes.data(), Bytes.size()) ==
                     static_cast<ssize_t>(Bytes.size()))
    Btf = btf__parse_raw_split(("/proc/self/fd/" + std::to_string(Fd)).c_str(),
                               Base);
  close(Fd);
  return Btf;
}

LibbpfBase::LibbpfBase(const std::vector<uint8_t> &Bytes)
    : Btf(btf__new(Bytes.data(), Bytes.size())) {}

LibbpfBase::~LibbpfBase() { btf__free(Btf); }

std::vector<uint8_t> libbpfDedup(const std::vector<uint8_t> &Bytes,
                                 const LibbpfBase *Base, bool *HasCircle) {
  std::vector<uint8_t> Result;
  btf *Btf = load(Bytes, Base ? Base->Btf : nullptr);
  if (!Btf)
    return Result;
  const int Status = btf__dedup(Btf, nullptr);
  if (HasCircle)
    *HasCircle = Status == -ELOOP;
  if (Status == 0) {
    uint32_t Size = 0;
    const auto *Data = static_cast<const uint8_t *>(btf__raw_data(Btf, &Size));
    if (Data)
      Result.assign(Data, Data + Size);
  }
  btf__free(Btf);
  return Result;
}

bool libbpfReads(const std::vector<uint8_t> &Bytes, const LibbpfBase *Base) {
  btf *Btf = load(Bytes, Base ? Base->Btf : nullptr);
  btf__free(Btf);
  return Btf != nullptr;
}

static bool isSevenOrNewer() {
  const uint32_t Major = libbpf_major_version();
  return Major > 1 || (Major == 1 && libbpf_minor_version() >= 7);
}

bool libbpfRepeatsTypedefs() { return isSevenOrNewer(); }
bool libbpfMergesContradictions() { return isSevenOrNewer(); }

void silenceLibbpf() { libbpf_set_print(nullptr); }
