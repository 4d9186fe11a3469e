//===- Libbpf.h -----------------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// libbpf as a witness. Its headers define what LLVM's BTF.h defines, so that
/// they are included in Libbpf.cpp only.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_UNIT_LIBBPF_H
#define BTFGEN_TEST_UNIT_LIBBPF_H

#include <cstdint>
#include <vector>

/// BTF that libbpf has loaded once and then takes for the base of others.
class LibbpfBase {
public:
  explicit LibbpfBase(const std::vector<uint8_t> &Bytes);
  LibbpfBase(const LibbpfBase &) = delete;
  LibbpfBase &operator=(const LibbpfBase &) = delete;
  ~LibbpfBase();

private:
  friend std::vector<uint8_t> libbpfDedup(const std::vector<uint8_t> &Bytes,
                                          const LibbpfBase *Base,
                                          bool *HasCircle);
  friend bool libbpfReads(const std::vector<uint8_t> &Bytes,
                          const LibbpfBase *Base);
  struct btf *Btf;
};

/// What libbpf's deduplication makes of raw BTF that builds on \p Base, or on
/// none. Empty if libbpf refuses it. \p HasCircle is set to whether that is
/// because types go in a circle without a name: kernels accept that, and no
/// compiler writes it.
std::vector<uint8_t> libbpfDedup(const std::vector<uint8_t> &Bytes,
                                 const LibbpfBase *Base,
                                 bool *HasCircle = nullptr);

/// Whether libbpf reads raw BTF that builds on \p Base, or on none.
bool libbpfReads(const std::vector<uint8_t> &Bytes, const LibbpfBase *Base);

/// Whether this libbpf compares typedefs by graph, as it does from 1.7 on. In
/// split BTF it then repeats some typedefs that the base has.
bool libbpfRepeatsTypedefs();

/// Whether this libbpf takes types of a split for those of its base although
/// what they refer to differs: 1.7 does so in one of 6,000 random cases, 1.1 in
/// none.
bool libbpfMergesContradictions();

/// From now on libbpf does not say why it refuses something.
void silenceLibbpf();

#endif // BTFGEN_TEST_UNIT_LIBBPF_H
