//===- Attributes.cpp - What attributes say, plainly ----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Attributes.h"
#include "../LlvmReleases.h"

using namespace llvm;
using namespace llvm::dwarf;
using namespace reference;

/// Whether a name of that form is in another file (DWARF 5, 7.3.6, and what dwz
/// had before, which LLVM would look for in this one).
static bool isElsewhere(const DWARFFormValue &V) {
  return V.getForm() == DW_FORM_strp_sup || V.getForm() == DW_FORM_GNU_strp_alt;
}

bool reference::hasNameElsewhere(DWARFDie Die) {
  const std::optional<DWARFFormValue> V = Die.find(DW_AT_name);
  return V && isElsewhere(*V);
}

/// A name. docs/hostile.md: no more than 4,096 characters of it count.
StringRef reference::text(DWARFDie Die, Attribute A,
                          const DWARFContext *Supplement) {
  constexpr size_t Longest = 4096;
  const std::optional<DWARFFormValue> V = Die.find(A);
  if (V && isElsewhere(*V)) {
    if (!Supplement)
      return {};
    const StringRef Strings = Supplement->getDWARFObj().getStrSection();
    return Strings.substr(V->getRawUValue())
        .split('\0')
        .first.take_front(Longest);
  }
  if (!V || !V->isFormClass(DWARFFormValue::FC_String))
    return {};
  Expected<const char *> Text = V->getAsCString();
  if (Text)
    return StringRef(*Text).take_front(Longest);
  consumeError(Text.takeError());
  return {};
}

/// A number of 64 bits. Only DW_FORM_sdata and implicit_const have a sign
/// (DWARF 5, 7.5.5); that of the others depends on who asks, and nobody does.
std::optional<int64_t> reference::constant(DWARFDie Die, Attribute A) {
  const std::optional<DWARFFormValue> V = Die.find(A);
  if (!V)
    return std::nullopt;
  switch (V->getForm()) {
  case DW_FORM_data1:
  case DW_FORM_data2:
  case DW_FORM_data4:
  case DW_FORM_data8:
  case DW_FORM_udata:
  case DW_FORM_sdata:
  case DW_FORM_implicit_const:
    return static_cast<int64_t>(V->getRawUValue());
  default:
    return std::nullopt;
  }
}

/// Whether a number is not known before the program runs.
bool reference::isComputed(DWARFDie Die, Attribute A) {
  return Die.find(A) && !constant(Die, A);
}

/// DWARF 5, 7.5.5: a flag may be there and say no.
bool reference::flag(DWARFDie Die, Attribute A) {
  const std::optional<DWARFFormValue> V = Die.find(A);
  return V && V->isFormClass(DWARFFormValue::FC_Flag) && V->getRawUValue() != 0;
}

std::optional<Address> reference::addressIn(DWARFDie Die, Attribute A) {
  const std::optional<DWARFFormValue> V = Die.find(A);
  return V && V->isFormClass(DWARFFormValue::FC_Address)
             ? V->getAsSectionedAddress()
             : std::nullopt;
}

/// DW_AT_data_member_location in bytes: a constant or, in DWARF 2, an
/// expression that adds one to the address of the struct.
std::optional<int64_t> reference::bytesBefore(DWARFDie Die) {
  const std::optional<DWARFFormValue> V = Die.find(DW_AT_data_member_location);
  if (!V)
    return 0;
  if (const std::optional<int64_t> Bytes =
          constant(Die, DW_AT_data_member_location))
    return Bytes;
  const std::optional<ArrayRef<uint8_t>> Block = V->getAsBlock();
  if (!Block)
    return std::nullopt;
  DWARFUnit &U = *Die.getDwarfUnit();
  const auto Data =
      witness::extractorOf(*Block, U.isLittleEndian(), U.getAddressByteSize());
  std::vector<uint8_t> Ops;
  uint64_t Added = 0;
  for (const DWARFExpression::Operation &Op :
       DWARFExpression(Data, U.getAddressByteSize())) {
    if (Op.isError())
      return std::nullopt;
    if (Ops.empty() && Op.getNumOperands())
      Added = Op.getRawOperand(0);
    Ops.push_back(Op.getCode());
  }
  const std::vector<uint8_t> Sum = {DW_OP_plus_uconst}, Const = {DW_OP_constu},
                             Plus = {DW_OP_constu, DW_OP_plus};
  if (Ops == Sum || Ops == Const || Ops == Plus)
    return static_cast<int64_t>(Added);
  return std::nullopt;
}

/// The address of the first instruction (DWARF 5, 2.17 and 2.18).
std::optional<Address> reference::entryOf(DWARFDie Die) {
  if (const std::optional<Address> Entry = addressIn(Die, DW_AT_entry_pc))
    return Entry;
  std::optional<Address> Start = addressIn(Die, DW_AT_low_pc);
  if (!Die.find(DW_AT_low_pc) && Die.find(DW_AT_ranges)) {
    Expected<DWARFAddressRangesVector> Ranges = Die.getAddressRanges();
    if (!Ranges) {
      consumeError(Ranges.takeError());
      return std::nullopt;
    }
    for (const DWARFAddressRange &R : *Ranges)
      if (!Start && R.LowPC != R.HighPC)
        Start = Address{R.LowPC, R.SectionIndex};
  }
  if (Start)
    Start->Address += constant(Die, DW_AT_entry_pc).value_or(0);
  return Start;
}

/// The address if DW_AT_location is one that is constant: DW_OP_addr or
/// DW_OP_addrx, maybe DW_OP_plus_uconst, and nothing else.
std::optional<Address> reference::fixedAddress(DWARFDie Die) {
  const std::optional<DWARFFormValue> V = Die.find(DW_AT_location);
  const std::optional<ArrayRef<uint8_t>> Block =
      V ? V->getAsBlock() : std::nullopt;
  if (!Block || Block->empty())
    return std::nullopt;
  // In an ET_REL file only the section's own bytes can be relocated.
  DWARFUnit &U = *Die.getDwarfUnit();
  const DWARFDataExtractor Data = U.getDebugInfoExtractor();
  uint64_t At = Block->data() - Data.getData().bytes_begin();
  const uint64_t End = At + Block->size();
  Address A;
  const uint8_t Op = Data.getU8(&At);
  if (Op == DW_OP_addr) {
    A.Address = Data.getRelocatedAddress(&At, &A.SectionIndex);
  } else if (Op == DW_OP_addrx || Op == DW_OP_GNU_addr_index) {
    const auto Item = U.getAddrOffsetSectionItem(Data.getULEB128(&At));
    if (!Item)
      return std::nullopt;
    A = *Item;
  } else {
    return std::nullopt;
  }
  if (At == End)
    return A;
  if (Data.getU8(&At) != DW_OP_plus_uconst)
    return std::nullopt; // such as those of thread-local variables
  A.Address += Data.getULEB128(&At);
  return At == End ? std::optional(A) : std::nullopt;
}
