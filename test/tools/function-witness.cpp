//===- function-witness.cpp - LLVM's view of what btfgen says of functions ===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// function-witness ELF REPORT [NAMES]
//
// A second witness for the functions of a kernel. REPORT is what btfgen
// --report says of ELF, with --lang-exclude=rust or without; DWARF, ranges,
// locations and symbols are read with LLVM's libraries alone. Two questions:
//
//   - Is every function accounted for? A name of the symbol table that some
//     DIE defines has another verdict than "no debug information", one that
//     none defines has this.
//   - Is every parameter passed? Where the compiler says that it changed how a
//     function is called (.isra, .constprop, DW_CC_nocall) and the function is
//     described all the same, each of its parameters has a place when it is
//     entered.
//
// A line for every function of which that is not so, and a summary. With NAMES,
// a file with a name on each line, what LLVM knows of these functions instead,
// with tabs between: "NAME unpassed SYMBOL PARAMETER" of a clone's parameter
// that has no place at the entry, "NAME displaced SYMBOL" of a function whose
// first register has the address of its result, "NAME result SYMBOL" of one
// that clang says to have changed though all parameters have a place, so that
// only the result can have been changed, and "NAME entered PARAMETERS" of a
// definition that a symbol of that name enters. Exit status: 0 all is so, 1
// something is not, or an error, 2 usage.
//
//===----------------------------------------------------------------------===//

#include "LlvmReleases.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/DebugInfo/DWARF/DWARFContext.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <unordered_map>

using namespace llvm;
using namespace llvm::object;

namespace {

struct Function {
  std::string Verdict;
  bool Defined = false; ///< a DIE is a definition of that name
};

struct SymbolAt {
  uint64_t Size;
  std::string Name;
};

class Witness {
public:
  explicit Witness(const ELFObjectFileBase &Object) : Object(Object) {}

  Error readSymbols();
  Error readReport(StringRef Text);
  void readNames(StringRef Text);
  void readUnit(DWARFUnit &Unit);
  bool judge();

private:
  void readFunction(const DWARFDie &Die);
  void describe(const DWARFDie &Die, StringRef Name, StringRef Symbol,
                bool IsClone, bool SaysChanged, uint64_t Entry);
  const std::string *symbolFor(const DWARFDie &Die, StringRef Name,
                               uint64_t &Entry) const;
  uint64_t behindTracer(uint64_t Entry) const;
  bool isPassed(ArrayRef<uint8_t> Expr) const;
  std::vector<uint8_t> placeOf(const DWARFDie &Param, uint64_t Entry,
                               uint64_t Behind) const;
  std::vector<StringRef> unpassed(const DWARFDie &Die, uint64_t Entry) const;
  bool returnsInMemory(const DWARFDie &Die) const;

  const ELFObjectFileBase &Object;
  std::multimap<uint64_t, SymbolAt> Symbols;
  std::unordered_map<std::string, Function> Functions;
  StringSet<> Asked;             ///< if any, only these are of interest
  std::vector<std::string> Lost; ///< parameters without a place
  size_t NumClones = 0;
  bool SkipsRust = false; ///< as the report does
};

} // namespace

static StringRef baseName(StringRef Symbol) {
  return Symbol.take_until([](char C) { return C == '.'; });
}

Error Witness::readSymbols() {
  for (const ELFSymbolRef Symbol : Object.symbols()) {
    if (Symbol.getELFType() != ELF::STT_FUNC)
      continue;
    Expected<StringRef> Name = Symbol.getName();
    if (!Name)
      return Name.takeError();
    Expected<uint64_t> Value = Symbol.getAddress(); // Thumb's bit is masked
    if (!Value)
      return Value.takeError();
    if (!Name->contains(".cold") && !Name->contains(".part"))
      Symbols.insert(
          {*Value, {std::max<uint64_t>(Symbol.getSize(), 1), Name->str()}});
  }
  return Error::success();
}

Error Witness::readReport(StringRef Text) {
  Expected<json::Value> Report = json::parse(Text);
  if (!Report)
    return Report.takeError();
  const json::Object *Root = Report->getAsObject();
  const json::Array *List = Root ? Root->getArray("functions") : nullptr;
  if (!List)
    return createStringError("the report lists no functions");
  const json::Object *Counts = Root->getObject("counts");
  SkipsRust = Counts && Counts->getInteger("skipped_units").value_or(0) > 0;
  for (const json::Value &V : *List)
    if (const json::Object *F = V.getAsObject())
      Functions[F->getString("name").value_or("").str()].Verdict =
          F->getString("verdict").value_or("").str();
  return Error::success();
}

void Witness::readNames(StringRef Text) {
  for (StringRef Rest = Text; !Rest.empty();) {
    auto [Line, Next] = Rest.split('\n');
    if (!Line.empty())
      Asked.insert(Line);
    Rest = Next;
  }
}

/// The symbol of that name which one of the function's ranges starts in.
const std::string *Witness::symbolFor(const DWARFDie &Die, StringRef Name,
                                      uint64_t &Entry) const {
  Expected<DWARFAddressRangesVector> Ranges = Die.getAddressRanges();
  if (!Ranges) {
    consumeError(Ranges.takeError());
    return nullptr;
  }
  for (const DWARFAddressRange &Range : *Ranges)
    for (auto It = Symbols.upper_bound(Range.LowPC); It != Symbols.begin();) {
      --It;
      if (baseName(It->second.Name) == Name &&
          Range.LowPC - It->first < It->second.Size) {
        Entry = Range.LowPC;
        return &It->second.Name;
      }
      // Far enough for instructions before the entry, and for aliases.
      if (Range.LowPC - It->first > 64)
        break;
    }
  return nullptr;
}

/// Whether \p Ops leave a value as it is but for its width, as clang does with
/// a bool: a mask of ones, conversions.
static bool isOnlyNarrowed(ArrayRef<uint8_t> Ops) {
  using namespace dwarf;
  while (!Ops.empty()) {
    const uint8_t Op = Ops.front();
    Ops = Ops.drop_front();
    if (Op == DW_OP_and || Op == DW_OP_stack_value)
      continue;
    if (Op != DW_OP_constu && Op != DW_OP_convert)
      return false;
    unsigned Length = 0;
    const uint64_t Value = decodeULEB128(Ops.data(), &Length, Ops.end());
    if (Op == DW_OP_constu && (Value & (Value + 1)) != 0)
      return false;
    Ops = Ops.drop_front(std::min<size_t>(Length, Ops.size()));
  }
  return true;
}

/// Whether pieces are all of an aggregate, as a caller passes it: none is
/// missing or computed, and in front of others only whole words.
static bool isWhole(ArrayRef<uint8_t> Expr, bool IsLittleEndian,
                    unsigned WordSize) {
  using namespace dwarf;
  const DataExtractor Data =
      witness::extractorOf(Expr, IsLittleEndian, uint8_t(WordSize));
  const DWARFExpression Ops(Data, uint8_t(WordSize));
  unsigned NumOps = 0;
  bool WordsOnly = true;
  for (const DWARFExpression::Operation &Op : Ops) {
    if (Op.isError())
      return false;
    const uint8_t Code = Op.getCode();
    if (Code != DW_OP_piece) {
      ++NumOps;
      if (!(Code >= DW_OP_reg0 && Code <= DW_OP_breg31) && Code != DW_OP_regx &&
          Code != DW_OP_fbreg)
        return false;
      continue;
    }
    if (NumOps != 1 || !WordsOnly)
      return false;
    WordsOnly = Op.getRawOperand(0) % WordSize == 0;
    NumOps = 0;
  }
  return NumOps == 0;
}

/// Whether a caller can have put something where \p Expr says: in registers, or
/// in memory, but not a constant, what is computed, or the value that another
/// function's parameter has (DW_OP_GNU_parameter_ref).
bool Witness::isPassed(ArrayRef<uint8_t> Expr) const {
  using namespace dwarf;
  if (Expr.empty())
    return false;
  const uint8_t First = Expr.front();
  const bool IsValue = Expr.size() > 1 && Expr.back() == DW_OP_stack_value;
  if (First == DW_OP_piece)
    return false;
  if (First >= DW_OP_reg0 && First <= DW_OP_reg31 && Expr.size() > 1 &&
      Expr[1] == DW_OP_piece)
    return isWhole(Expr, Object.isLittleEndian(), Object.getBytesInAddress());
  if ((First >= DW_OP_reg0 && First <= DW_OP_reg31) || First == DW_OP_regx ||
      First == DW_OP_entry_value || First == DW_OP_GNU_entry_value)
    return true;
  if (First >= DW_OP_breg0 && First <= DW_OP_breg31)
    return !IsValue || (Expr[1] == 0 && isOnlyNarrowed(Expr.drop_front(2)));
  // Below the frame's base is what the function itself has put there.
  if (First == DW_OP_fbreg)
    return !IsValue && decodeSLEB128(Expr.data() + 1, nullptr, Expr.end()) >= 0;
  return (First == DW_OP_bregx || First == DW_OP_call_frame_cfa) && !IsValue;
}

/// Where the first instruction ends that does nothing until a tracer replaces
/// it, five bytes on x86-64: clang's locations begin there, and what has a
/// place behind it had the same before.
uint64_t Witness::behindTracer(uint64_t Entry) const {
  constexpr StringRef Nop("\x0f\x1f\x44\0\0", 5);
  if (Object.getArch() != Triple::x86_64)
    return Entry;
  for (const SectionRef &Section : Object.sections()) {
    const uint64_t Address = Section.getAddress();
    if (!Section.isText() || Entry < Address ||
        Entry - Address >= Section.getSize())
      continue;
    Expected<StringRef> Bytes = Section.getContents();
    if (!Bytes) {
      consumeError(Bytes.takeError());
      return Entry;
    }
    return Entry + (Bytes->substr(Entry - Address).starts_with(Nop) ? 5 : 0);
  }
  return Entry;
}

/// The expression that says where the parameter is at \p Entry, or behind the
/// instruction for tracers; empty if there is none.
std::vector<uint8_t> Witness::placeOf(const DWARFDie &Param, uint64_t Entry,
                                      uint64_t Behind) const {
  Expected<DWARFLocationExpressionsVector> Locations =
      Param.getLocations(dwarf::DW_AT_location);
  if (!Locations) {
    consumeError(Locations.takeError());
    return {};
  }
  for (uint64_t At : {Entry, Behind})
    for (const DWARFLocationExpression &L : *Locations)
      if (!L.Range || (L.Range->LowPC <= At && At < L.Range->HighPC))
        if (isPassed(L.Expr) || !L.Range)
          return {L.Expr.begin(), L.Expr.end()};
  return {};
}

/// The register that \p Expr is, or -1.
static int registerOf(ArrayRef<uint8_t> Expr) {
  const bool Plain = Expr.size() == 1 && Expr[0] >= dwarf::DW_OP_reg0 &&
                     Expr[0] <= dwarf::DW_OP_reg31;
  return Plain ? Expr[0] - dwarf::DW_OP_reg0 : -1;
}

/// Whether a struct of \p Size bytes that the function itself has put into its
/// frame came in registers: those between its neighbours' are just as many.
/// Not on x86-64, where the order of registers is not that of their numbers.
static bool fillsGap(const ELFObjectFileBase &Object, uint64_t Size, int Before,
                     int After) {
  const uint64_t Word = Object.getBytesInAddress();
  return Object.getArch() != Triple::x86_64 && Size && Before >= 0 &&
         After > Before &&
         uint64_t(After - Before - 1) == divideCeil(Size, Word);
}

/// The parameters that nobody can have passed.
std::vector<StringRef> Witness::unpassed(const DWARFDie &Die,
                                         uint64_t Entry) const {
  const uint64_t Behind = behindTracer(Entry);
  std::vector<DWARFDie> Params;
  std::vector<std::vector<uint8_t>> Places;
  for (const DWARFDie &Child : Die.children())
    if (Child.getTag() == dwarf::DW_TAG_formal_parameter) {
      Params.push_back(Child);
      Places.push_back(placeOf(Child, Entry, Behind));
    }
  std::vector<StringRef> Names;
  for (size_t I = 0; I != Params.size(); ++I) {
    if (isPassed(Places[I]))
      continue;
    const bool Between = I && I + 1 != Params.size();
    DWARFDie Type = Params[I].getAttributeValueAsReferencedDie(
        Params[I]
            .findRecursively(dwarf::DW_AT_type)
            .value_or(DWARFFormValue()));
    const uint64_t Size =
        Type ? Type.getTypeSize(Object.getBytesInAddress()).value_or(0) : 0;
    if (!Places[I].empty() && Places[I].front() == dwarf::DW_OP_fbreg &&
        Between &&
        fillsGap(Object, Size, registerOf(Places[I - 1]),
                 registerOf(Places[I + 1])))
      continue;
    const char *Name = Params[I].getShortName();
    Names.push_back(Name ? Name : "(none)");
  }
  return Names;
}

/// Whether the first register has the address of room for the result, rather
/// than an argument, by the machine's ABI: on s390x and 32-bit MIPS for each
/// struct and union, on others for those of more than two registers. (For i386
/// that holds because its kernels are compiled with -freg-struct-return.)
bool Witness::returnsInMemory(const DWARFDie &Die) const {
  DWARFDie Type = Die.getAttributeValueAsReferencedDie(
      Die.findRecursively(dwarf::DW_AT_type).value_or(DWARFFormValue()));
  while (Type && (Type.getTag() == dwarf::DW_TAG_typedef ||
                  Type.getTag() == dwarf::DW_TAG_const_type))
    Type = Type.getAttributeValueAsReferencedDie(dwarf::DW_AT_type);
  if (!Type || (Type.getTag() != dwarf::DW_TAG_structure_type &&
                Type.getTag() != dwarf::DW_TAG_union_type))
    return false;
  const uint64_t Word = Object.getBytesInAddress();
  const uint64_t Size = Type.getTypeSize(Word).value_or(0);
  switch (Object.getEMachine()) {
  case ELF::EM_386:
  case ELF::EM_LOONGARCH:
  case ELF::EM_PPC64:
  case ELF::EM_RISCV:
  case ELF::EM_X86_64:
    return Size > 2 * Word;
  case ELF::EM_MIPS:
    return Word == 4 || Size > 2 * Word;
  case ELF::EM_S390:
    return true;
  default:
    return false;
  }
}

void Witness::describe(const DWARFDie &Die, StringRef Name, StringRef Symbol,
                       bool IsClone, bool SaysChanged, uint64_t Entry) {
  std::string Parameters;
  for (const DWARFDie &Child : Die.children()) {
    if (Child.getTag() != dwarf::DW_TAG_formal_parameter)
      continue;
    const char *Parameter = Child.getShortName();
    Parameters += std::string(Parameters.empty() ? "" : " ") +
                  (Parameter ? Parameter : "(none)");
  }
  const std::vector<StringRef> Unpassed =
      IsClone ? unpassed(Die, Entry) : std::vector<StringRef>();
  for (StringRef Parameter : Unpassed)
    outs() << Name << "\tunpassed\t" << Symbol << '\t' << Parameter << '\n';
  if (SaysChanged && Unpassed.empty() &&
      Die.findRecursively({dwarf::DW_AT_type}))
    outs() << Name << "\tresult\t" << Symbol << '\n';
  if (!Parameters.empty() && returnsInMemory(Die))
    outs() << Name << "\tdisplaced\t" << Symbol << '\n';
  outs() << Name << "\tentered\t" << Parameters << '\n';
}

void Witness::readFunction(const DWARFDie &Die) {
  if (Die.find(dwarf::DW_AT_declaration))
    return;
  const char *Name = Die.getShortName();
  auto It = Name ? Functions.find(Name) : Functions.end();
  if (It == Functions.end())
    return;
  It->second.Defined = true;
  if (Asked.empty() ? It->second.Verdict != "included" : !Asked.contains(Name))
    return;
  uint64_t Entry = 0;
  const std::string *Symbol = symbolFor(Die, Name, Entry);
  if (!Symbol)
    return;
  const uint64_t Convention =
      dwarf::toUnsigned(Die.find(dwarf::DW_AT_calling_convention), 0);
  const bool SaysChanged = Convention == dwarf::DW_CC_nocall;
  const bool IsClone = StringRef(*Symbol).contains(".isra") ||
                       StringRef(*Symbol).contains(".constprop") || SaysChanged;
  if (!Asked.empty())
    return describe(Die, Name, *Symbol, IsClone, SaysChanged, Entry);
  if (!IsClone)
    return;
  ++NumClones;
  for (StringRef Parameter : unpassed(Die, Entry))
    Lost.push_back(*Symbol + ": parameter '" + Parameter.str() +
                   "' has no place at the entry, " + std::string(Name) +
                   " is described");
}

void Witness::readUnit(DWARFUnit &Unit) {
  const uint64_t Language =
      dwarf::toUnsigned(Unit.getUnitDIE().find(dwarf::DW_AT_language), 0);
  if (SkipsRust && Language == dwarf::DW_LANG_Rust)
    return;
  for (const DWARFDebugInfoEntry &Entry : Unit.dies()) {
    const DWARFDie Die(&Unit, &Entry);
    if (Die.getTag() == dwarf::DW_TAG_subprogram)
      readFunction(Die);
  }
  Unit.clear();
}

bool Witness::judge() {
  if (!Asked.empty())
    return true;
  size_t Defined = 0, Wrong = Lost.size();
  std::map<std::string, size_t> ByVerdict;
  for (const auto &[Name, F] : Functions) {
    Defined += F.Defined;
    ++ByVerdict[F.Verdict];
    const bool Without =
        F.Verdict == "no debug information" || F.Verdict == "not a function";
    if (F.Defined != Without)
      continue;
    ++Wrong;
    outs() << Name << ": " << F.Verdict << ", but "
           << (F.Defined ? "a DIE defines it\n" : "no DIE defines it\n");
  }
  llvm::sort(Lost);
  for (const std::string &Line : Lost)
    outs() << Line << '\n';
  outs() << Functions.size() << " names in the symbol table, " << Defined
         << " with a definition:";
  for (const auto &[Verdict, Count] : ByVerdict)
    outs() << ' ' << Count << ' ' << Verdict << ';';
  outs() << ' ' << NumClones << " clones described\n";
  return Wrong == 0;
}

static Expected<bool> run(StringRef Input, StringRef Report, StringRef Names) {
  auto Binary = ObjectFile::createObjectFile(Input);
  if (!Binary)
    return Binary.takeError();
  const auto *Object = dyn_cast<ELFObjectFileBase>(Binary->getBinary());
  if (!Object)
    return createStringError("not an ELF file");
  auto Text = MemoryBuffer::getFile(Report);
  if (!Text)
    return errorCodeToError(Text.getError());
  Witness W(*Object);
  if (Error E = W.readSymbols())
    return E;
  if (Error E = W.readReport((*Text)->getBuffer()))
    return E;
  if (!Names.empty()) {
    auto List = MemoryBuffer::getFile(Names);
    if (!List)
      return errorCodeToError(List.getError());
    W.readNames((*List)->getBuffer());
  }
  auto Context = DWARFContext::create(*Object);
  for (const std::unique_ptr<DWARFUnit> &Unit : Context->compile_units())
    W.readUnit(*Unit);
  return W.judge();
}

int main(int Argc, char **Argv) {
  if (Argc != 3 && Argc != 4) {
    errs() << "usage: function-witness ELF REPORT [NAMES]\n";
    return 2;
  }
  Expected<bool> Sound = run(Argv[1], Argv[2], Argc == 4 ? Argv[3] : "");
  if (!Sound) {
    errs() << "function-witness: " << toString(Sound.takeError()) << '\n';
    return 1;
  }
  return *Sound ? 0 : 1;
}
