//===- KernelTypesTest.cpp ------------------------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What test/resolve-btfids cannot make a compiler write.
///
//===----------------------------------------------------------------------===//

#include "Transform/KernelTypes.h"

#include "BtfBuilder.h"

using namespace llvm;
using namespace btfgen;

namespace {

/// A kfunc with one parameter, of type \p Param.
void addKfunc(BtfBuilder &B, StringRef Name, uint32_t Param) {
  const uint32_t Proto =
      B.add(BTF::BTF_KIND_FUNC_PROTO, "", 0, {B.string("x"), Param}, 1);
  const uint32_t Func = B.add(BTF::BTF_KIND_FUNC, Name, Proto);
  B.add(BTF::BTF_KIND_DECL_TAG, "bpf_kfunc", Func, {UINT32_MAX});
}

Expected<FinishedTypes> finish(const ByteVector &Bytes, StringRef Name) {
  StringMap<KfuncFlags> Kfuncs;
  Kfuncs[Name] = {1 << 16, 1 << 16, false};
  BtfRef File = cantFail(BtfFile::parse(Bytes, "test"));
  return finishKernelTypes(*File, Kfuncs, /*Sorted=*/true);
}

/// Qualifiers that qualify each other, found by the fuzzer: this did not end.
TEST(KernelTypes, CycleOfQualifiers) {
  BtfBuilder B;
  B.add(BTF::BTF_KIND_CONST, "", 2);
  B.add(BTF::BTF_KIND_VOLATILE, "", 1);
  addKfunc(B, "fn", 1);
  const std::vector<uint8_t> Done = cantFail(finish(B.build(), "fn")).Bytes;
  BtfRef File = cantFail(BtfFile::parse(Done, "done"));
  EXPECT_TRUE(File->find("fn_impl", BTF::BTF_KIND_FUNC).has_value());
}

TEST(KernelTypes, NamesThatAreTooLong) {
  for (size_t Length : {506, 507}) {
    BtfBuilder B;
    const std::string Name(Length, 'f');
    addKfunc(B, Name, B.integer());
    Expected<FinishedTypes> Done = finish(B.build(), Name);
    EXPECT_EQ(Length == 506, bool(Done));
    const std::string Message = Done ? "" : toString(Done.takeError());
    EXPECT_EQ(Length == 507, StringRef(Message).contains("too long"));
  }
}

} // namespace
