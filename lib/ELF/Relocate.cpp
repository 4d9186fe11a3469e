//===- Relocate.cpp - Relocations of debug sections -----------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A table per machine says what each type does; one loop does it. LLVM's
/// RelocationResolver knows the formulas too, but wants an ObjectFile, lacks
/// the ULEB128 pairs and types for narrow fields, and cannot say no to a type
/// without aborting. Sources of the tables: the processor supplements of the
/// ELF ABI (x86-64, i386, AArch64, Arm, RISC-V, LoongArch, s390x, Power, MIPS
/// and the 64-bit MIPS object file specification, SPARC, PA-RISC) and the
/// howto tables of binutils' bfd/elf*-*.c where a supplement is silent.
///
//===----------------------------------------------------------------------===//

#include "ELF/Relocate.h"

#include "llvm/Support/Endian.h"

using namespace llvm;
using namespace llvm::ELF;

namespace btfgen {

//===----------------------------------------------------------------------===//
// The tables
//===----------------------------------------------------------------------===//

namespace {

struct TableRow {
  uint16_t Type;
  RelocOp Op;
  uint8_t Width;
};

using enum RelocOp;

// Thread-local offsets (DTPOFF, DTPREL, LDO) are S + A here: the bias that some
// machines subtract means something only to a dynamic linker.
constexpr TableRow X86_64[] = {
    {R_X86_64_NONE, None, 0},    {R_X86_64_64, Set, 8},
    {R_X86_64_PC32, SetPC, 4},   {R_X86_64_PLT32, SetPC, 4},
    {R_X86_64_32, Set, 4},       {R_X86_64_32S, Set, 4},
    {R_X86_64_16, Set, 2},       {R_X86_64_PC16, SetPC, 2},
    {R_X86_64_8, Set, 1},        {R_X86_64_PC8, SetPC, 1},
    {R_X86_64_DTPOFF64, Set, 8}, {R_X86_64_DTPOFF32, Set, 4},
    {R_X86_64_PC64, SetPC, 8},
};

constexpr TableRow I386[] = {
    {R_386_NONE, None, 0},   {R_386_32, Set, 4},    {R_386_PC32, SetPC, 4},
    {R_386_PLT32, SetPC, 4}, {R_386_16, Set, 2},    {R_386_PC16, SetPC, 2},
    {R_386_8, Set, 1},       {R_386_PC8, SetPC, 1}, {R_386_TLS_LDO_32, Set, 4},
};

// 256 is the old number of R_AARCH64_NONE (AAELF64, "withdrawn").
constexpr TableRow AArch64[] = {
    {R_AARCH64_NONE, None, 0},    {256, None, 0},
    {R_AARCH64_ABS64, Set, 8},    {R_AARCH64_ABS32, Set, 4},
    {R_AARCH64_ABS16, Set, 2},    {R_AARCH64_PREL64, SetPC, 8},
    {R_AARCH64_PREL32, SetPC, 4}, {R_AARCH64_PREL16, SetPC, 2},
    {R_AARCH64_PLT32, SetPC, 4},  {R_AARCH64_TLS_DTPREL64, Set, 8},
};

constexpr TableRow Arm[] = {
    {R_ARM_NONE, None, 0}, {R_ARM_ABS32, Set, 4}, {R_ARM_REL32, SetPC, 4},
    {R_ARM_ABS16, Set, 2}, {R_ARM_ABS8, Set, 1},  {R_ARM_TLS_LDO32, Set, 4},
};

// RELAX and ALIGN are hints to the linker; labels differ by ADD/SUB pairs
// because relaxation moves code after assembly.
constexpr TableRow RiscV[] = {
    {R_RISCV_NONE, None, 0},
    {R_RISCV_RELAX, None, 0},
    {R_RISCV_ALIGN, None, 0},
    {R_RISCV_32, Set, 4},
    {R_RISCV_64, Set, 8},
    {R_RISCV_32_PCREL, SetPC, 4},
    {R_RISCV_PLT32, SetPC, 4},
    {R_RISCV_TLS_DTPREL32, Set, 4},
    {R_RISCV_TLS_DTPREL64, Set, 8},
    {R_RISCV_ADD8, Add, 1},
    {R_RISCV_ADD16, Add, 2},
    {R_RISCV_ADD32, Add, 4},
    {R_RISCV_ADD64, Add, 8},
    {R_RISCV_SUB8, Sub, 1},
    {R_RISCV_SUB16, Sub, 2},
    {R_RISCV_SUB32, Sub, 4},
    {R_RISCV_SUB64, Sub, 8},
    {R_RISCV_SET6, Set6, 1},
    {R_RISCV_SUB6, Sub6, 1},
    {R_RISCV_SET8, Set, 1},
    {R_RISCV_SET16, Set, 2},
    {R_RISCV_SET32, Set, 4},
    {R_RISCV_SET_ULEB128, SetUleb, 0},
    {R_RISCV_SUB_ULEB128, SubUleb, 0},
};

constexpr TableRow LoongArch[] = {
    {R_LARCH_NONE, None, 0},
    {R_LARCH_RELAX, None, 0},
    {R_LARCH_ALIGN, None, 0},
    {R_LARCH_32, Set, 4},
    {R_LARCH_64, Set, 8},
    {R_LARCH_32_PCREL, SetPC, 4},
    {R_LARCH_64_PCREL, SetPC, 8},
    {R_LARCH_TLS_DTPREL32, Set, 4},
    {R_LARCH_TLS_DTPREL64, Set, 8},
    {R_LARCH_ADD8, Add, 1},
    {R_LARCH_ADD16, Add, 2},
    {R_LARCH_ADD24, Add, 3},
    {R_LARCH_ADD32, Add, 4},
    {R_LARCH_ADD64, Add, 8},
    {R_LARCH_SUB8, Sub, 1},
    {R_LARCH_SUB16, Sub, 2},
    {R_LARCH_SUB24, Sub, 3},
    {R_LARCH_SUB32, Sub, 4},
    {R_LARCH_SUB64, Sub, 8},
    {R_LARCH_ADD6, Add6, 1},
    {R_LARCH_SUB6, Sub6, 1},
    {R_LARCH_ADD_ULEB128, AddUleb, 0},
    {R_LARCH_SUB_ULEB128, SubUleb, 0},
};

constexpr TableRow S390[] = {
    {R_390_NONE, None, 0},     {R_390_8, Set, 1},
    {R_390_16, Set, 2},        {R_390_32, Set, 4},
    {R_390_64, Set, 8},        {R_390_PC16, SetPC, 2},
    {R_390_PC32, SetPC, 4},    {R_390_PC64, SetPC, 8},
    {R_390_TLS_LDO32, Set, 4}, {R_390_TLS_LDO64, Set, 8},
};

constexpr TableRow PPC64[] = {
    {R_PPC64_NONE, None, 0},  {R_PPC64_ADDR32, Set, 4},
    {R_PPC64_ADDR16, Set, 2}, {R_PPC64_REL32, SetPC, 4},
    {R_PPC64_ADDR64, Set, 8}, {R_PPC64_REL64, SetPC, 8},
    {24 /*UADDR32*/, Set, 4}, {43 /*UADDR64*/, Set, 8},
    {25 /*UADDR16*/, Set, 2}, {R_PPC64_DTPREL64, Set, 8},
    {51 /*TOC*/, None, 0}, // in .opd, behind what is of interest there
};

constexpr TableRow PPC32[] = {
    {R_PPC_NONE, None, 0},    {R_PPC_ADDR32, Set, 4},  {R_PPC_ADDR16, Set, 2},
    {R_PPC_UADDR32, Set, 4},  {R_PPC_UADDR16, Set, 2}, {R_PPC_REL32, SetPC, 4},
    {R_PPC_DTPREL32, Set, 4},
};

constexpr TableRow Mips[] = {
    {R_MIPS_NONE, None, 0},        {R_MIPS_16, Set, 2},
    {R_MIPS_32, Set, 4},           {R_MIPS_REL32, Set, 4},
    {R_MIPS_64, Set, 8},           {R_MIPS_PC32, SetPC, 4},
    {R_MIPS_TLS_DTPREL32, Set, 4}, {R_MIPS_TLS_DTPREL64, Set, 8},
};

constexpr TableRow Sparc[] = {
    {R_SPARC_NONE, None, 0},        {R_SPARC_8, Set, 1},
    {R_SPARC_16, Set, 2},           {R_SPARC_32, Set, 4},
    {R_SPARC_64, Set, 8},           {R_SPARC_UA16, Set, 2},
    {R_SPARC_UA32, Set, 4},         {R_SPARC_UA64, Set, 8},
    {R_SPARC_DISP8, SetPC, 1},      {R_SPARC_DISP16, SetPC, 2},
    {R_SPARC_DISP32, SetPC, 4},     {R_SPARC_DISP64, SetPC, 8},
    {R_SPARC_TLS_DTPOFF32, Set, 4}, {R_SPARC_TLS_DTPOFF64, Set, 8},
};

// LLVM has no PA-RISC: NONE, DIR32, PCREL32, SEGREL32, SECREL32, PCREL64,
// DIR64. Section-relative is absolute here, debug sections being at 0.
constexpr TableRow Parisc[] = {
    {0, None, 0}, {1, Set, 4},    {9, SetPC, 4}, {49, Set, 4},
    {65, Set, 4}, {72, SetPC, 8}, {80, Set, 8},
};

constexpr TableRow M68k[] = {
    {R_68K_NONE, None, 0}, {R_68K_32, Set, 4},     {R_68K_16, Set, 2},
    {R_68K_8, Set, 1},     {R_68K_PC32, SetPC, 4}, {R_68K_PC16, SetPC, 2},
};

constexpr TableRow Csky[] = {
    {R_CKCORE_NONE, None, 0},
    {R_CKCORE_ADDR32, Set, 4},
    {R_CKCORE_PCREL32, SetPC, 4},
};

constexpr TableRow Arc[] = {
    {R_ARC_NONE, None, 0}, {R_ARC_8, Set, 1},          {R_ARC_16, Set, 2},
    {R_ARC_32, Set, 4},    {R_ARC_32_PCREL, SetPC, 4},
};

constexpr TableRow Bpf[] = {
    {R_BPF_NONE, None, 0},
    {R_BPF_64_ABS64, Set, 8},
    {R_BPF_64_ABS32, Set, 4},
    {R_BPF_64_NODYLD32, Set, 4},
};

} // namespace

static ArrayRef<TableRow> rowsOf(uint16_t Machine) {
  switch (Machine) {
  case EM_X86_64:
    return X86_64;
  case EM_386:
    return I386;
  case EM_AARCH64:
    return AArch64;
  case EM_ARM:
    return Arm;
  case EM_RISCV:
    return RiscV;
  case EM_LOONGARCH:
    return LoongArch;
  case EM_S390:
    return S390;
  case EM_PPC64:
    return PPC64;
  case EM_PPC:
    return PPC32;
  case EM_MIPS:
    return Mips;
  case EM_SPARC:
  case EM_SPARC32PLUS:
  case EM_SPARCV9:
    return Sparc;
  case EM_PARISC:
    return Parisc;
  case EM_68K:
    return M68k;
  case EM_CSKY:
    return Csky;
  case EM_ARC_COMPACT:
  case EM_ARC_COMPACT2:
    return Arc;
  case EM_BPF:
    return Bpf;
  default:
    return {};
  }
}

std::vector<RelocAction> relocActions(uint16_t Machine) {
  std::vector<RelocAction> Actions;
  for (const TableRow &Row : rowsOf(Machine)) {
    if (Row.Type >= Actions.size())
      Actions.resize(Row.Type + 1);
    Actions[Row.Type] = {Row.Op, Row.Width};
  }
  return Actions;
}

//===----------------------------------------------------------------------===//
// Fields
//===----------------------------------------------------------------------===//

/// 1 to 8 bytes in either order; 3 is LoongArch's ADD24.
template <bool IsLittleEndian>
static uint64_t readField(const uint8_t *P, unsigned Width) {
  constexpr endianness E =
      IsLittleEndian ? endianness::little : endianness::big;
  switch (Width) {
  case 1:
    return *P;
  case 2:
    return support::endian::read<uint16_t>(P, E);
  case 3:
    return IsLittleEndian ? P[0] | P[1] << 8 | P[2] << 16
                          : P[2] | P[1] << 8 | P[0] << 16;
  case 4:
    return support::endian::read<uint32_t>(P, E);
  default:
    return support::endian::read<uint64_t>(P, E);
  }
}

template <bool IsLittleEndian>
static void writeField(uint8_t *P, unsigned Width, uint64_t V) {
  constexpr endianness E =
      IsLittleEndian ? endianness::little : endianness::big;
  switch (Width) {
  case 1:
    *P = V;
    return;
  case 2:
    support::endian::write<uint16_t>(P, V, E);
    return;
  case 3:
    P[IsLittleEndian ? 0 : 2] = V;
    P[1] = V >> 8;
    P[IsLittleEndian ? 2 : 0] = V >> 16;
    return;
  case 4:
    support::endian::write<uint32_t>(P, V, E);
    return;
  default:
    support::endian::write<uint64_t>(P, V, E);
    return;
  }
}

/// Replaces the ULEB128 at the start of \p Bytes by \p Op, keeping its length:
/// the assembler reserved as much as any layout needs. False if it does not end
/// inside the section or within ten bytes.
static bool updateUleb(MutableArrayRef<uint8_t> Bytes, RelocOp Op,
                       uint64_t Operand) {
  uint64_t Value = 0;
  size_t Length = 0;
  do {
    if (Length == Bytes.size() || Length == 10)
      return false;
    Value |= uint64_t(Bytes[Length] & 0x7f) << (7 * Length);
  } while (Bytes[Length++] & 0x80);
  if (Op == SetUleb)
    Value = Operand;
  else
    Value += Op == AddUleb ? Operand : -Operand;
  for (size_t I = 0; I < Length; ++I, Value >>= 7)
    Bytes[I] = (Value & 0x7f) | (I + 1 < Length ? 0x80 : 0);
  return true;
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {

template <class ELFT> class Relocator {
public:
  explicit Relocator(const RelocationTask &T)
      : T(T), IsRela(T.Table->Type == SHT_RELA),
        IsMips64(ELFT::Is64Bits && T.Machine == EM_MIPS),
        TypeMask(T.Machine == EM_SPARCV9 ? 0xff : UINT32_MAX) {}

  Error run() {
    size_t EntrySize = relocationEntrySize(T.Kind, *T.Table);
    for (size_t At = 0; At + EntrySize <= T.Entries.size(); At += EntrySize)
      if (const char *Defect = apply(&T.Entries[At]))
        return describe(Defect, &T.Entries[At], At / EntrySize);
    return Error::success();
  }

private:
  using Rela = typename ELFT::Rela;
  using Rel = typename ELFT::Rel;
  using Sym = typename ELFT::Sym;
  static constexpr bool LE = ELFT::Endianness == endianness::little;

  struct Entry {
    uint64_t Offset;
    uint32_t Symbol;
    uint32_t Type;
  };

  Entry decode(const uint8_t *P) const {
    const auto *R = reinterpret_cast<const Rel *>(P);
    if (!IsMips64)
      return {R->r_offset, R->getSymbol(false), R->getType(false) & TypeMask};
    // In either byte order: a word for the symbol, then one byte each for a
    // second symbol and the third, second and first type, applied in turn.
    // Data uses one type; the number of any other is out of the table.
    uint32_t Symbol = readField<LE>(P + 8, 4);
    uint32_t Type = readField<false>(P + 12, 4);
    return {R->r_offset, Symbol, Type};
  }

  /// The address that a symbol stands for. Returns a defect or null.
  const char *symbolAddress(uint32_t Index, uint64_t &Address) const {
    Address = 0;
    if (Index == 0)
      return nullptr;
    if (Index >= T.Symbols.size() / sizeof(Sym))
      return "symbol index out of range";
    const auto &S = reinterpret_cast<const Sym *>(T.Symbols.data())[Index];
    uint32_t Section = S.st_shndx;
    if (Section == SHN_UNDEF || Section == SHN_COMMON)
      return nullptr;
    Address = S.st_value;
    if (Section == SHN_XINDEX) {
      if (Index >= T.SectionIndexes.size() / 4)
        return "symbol without an extended section index";
      Section = readField<LE>(&T.SectionIndexes[size_t(Index) * 4], 4);
    } else if (Section >= SHN_LORESERVE) {
      return nullptr;
    }
    if (Section >= T.Sections.size())
      return "symbol in a section out of range";
    Address += T.Sections[Section].Address;
    return nullptr;
  }

  /// Applies one entry; returns what is wrong with it, or null.
  const char *apply(const uint8_t *P) const {
    Entry R = decode(P);
    RelocAction Action;
    if (R.Type < T.Actions.size())
      Action = T.Actions[R.Type];
    if (Action.Op == None)
      return nullptr;
    if (Action.Op == Unknown)
      return "unsupported relocation type";
    // Where the bytes are a window, entries before it wrap to large numbers.
    const uint64_t At = R.Offset - T.BytesOffset;
    if (At > T.Bytes.size() || T.Bytes.size() - At < Action.Width)
      return "relocation outside its section";
    uint64_t Operand;
    if (const char *Defect = symbolAddress(R.Symbol, Operand))
      return Defect;
    uint8_t *Place = T.Bytes.data() + At;
    if (IsRela)
      Operand += int64_t(reinterpret_cast<const Rela *>(P)->r_addend);
    else if (Action.Op == Set || Action.Op == SetPC)
      Operand += readField<LE>(Place, Action.Width);
    if (Action.Op == Set) { // nearly all of them
      writeField<LE>(Place, Action.Width, Operand);
      return nullptr;
    }
    return applyRare(Action, At, Operand);
  }

  const char *applyRare(RelocAction Action, uint64_t At,
                        uint64_t Operand) const {
    uint8_t *Place = T.Bytes.data() + At;
    if (Action.Width == 0)
      return updateUleb(T.Bytes.drop_front(At), Action.Op, Operand)
                 ? nullptr
                 : "unterminated ULEB128";
    uint64_t Old = readField<LE>(Place, Action.Width);
    auto LowSix = [&](uint64_t V) { return (Old & 0xc0) | (V & 0x3f); };
    uint64_t New = Old;
    switch (Action.Op) {
    case SetPC:
      New = Operand - (T.Target->Address + T.BytesOffset + At);
      break;
    case Add:
      New = Old + Operand;
      break;
    case Sub:
      New = Old - Operand;
      break;
    case Set6:
      New = LowSix(Operand);
      break;
    case Add6:
      New = LowSix(Old + Operand);
      break;
    case Sub6:
      New = LowSix(Old - Operand);
      break;
    default:
      break;
    }
    writeField<LE>(Place, Action.Width, New);
    return nullptr;
  }

  Error describe(const char *Defect, const uint8_t *P, size_t Number) const {
    Entry R = decode(P);
    return createStringError(
        T.Path + ": " + T.Table->Name + "[" + Twine(T.FirstEntry + Number) +
        "]: " + Defect + " (type " + Twine(R.Type) + ", symbol " +
        Twine(R.Symbol) + ", at " + T.Target->Name + "+" + hex(R.Offset) +
        ", machine " + Twine(T.Machine) + ")");
  }

  const RelocationTask &T;
  const bool IsRela, IsMips64;
  const uint32_t TypeMask;
};

} // namespace

size_t relocationEntrySize(ElfKind Kind, const SectionInfo &Table) {
  bool IsRela = Table.Type == SHT_RELA;
  return Kind.Is64 ? (IsRela ? 24 : 16) : (IsRela ? 12 : 8);
}

Error applyRelocations(const RelocationTask &Task) {
  return withElfType(Task.Kind, [&](auto Type) {
    return Relocator<decltype(Type)>(Task).run();
  });
}

} // namespace btfgen
