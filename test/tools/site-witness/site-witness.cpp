//===- site-witness.cpp - LLVM's view of inline sites ---------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// site-witness ELF SITES
//
// A second witness for inline sites. SITES is what "btfgen --sites ELF" prints;
// DIEs, addresses and location lists are read with LLVM's library alone, those
// of split DWARF in its .dwo files.
//
//   - Every inlined call of a function with a name and an address in a section
//     is a site, and every site is such a call.
//   - Every argument that has a place has the value that DWARF says. For that,
//     expressions are run: with registers, a frame and memory that hold random
//     numbers, three times over, the bytes of the argument must be the same by
//     the expression and by the place. What stands for nothing ("?") is counted
//     by what DWARF says of it.
//
// Prints the counts, and what is wrong. Exit status: 0 nothing is, 1 something
// is, or an error, 2 usage.
//
//===----------------------------------------------------------------------===//

#include "Runner.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/DebugInfo/DWARF/DWARFContext.h"
#include "llvm/DebugInfo/DWARF/DWARFListTable.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <map>

using namespace llvm;
using namespace llvm::dwarf;
using namespace llvm::object;
using namespace witness;

namespace {

/// One line of SITES.
struct Site {
  std::vector<std::string> Arguments; ///< places
  bool Used = false;
};

class Witness {
public:
  Witness(const ELFObjectFileBase &Object, DWARFContext &Context)
      : Object(Object), Context(Context) {}

  bool readSites(StringRef Text);
  void readSections();
  void readDies();
  bool judge();

private:
  void visit(const DWARFDie &Die, const DWARFDie &Host);
  void judgeCall(const Call &C);
  std::optional<uint64_t> entryOf(const DWARFDie &Die) const;
  std::string placeOf(uint64_t Address) const;
  std::vector<DWARFDie> parametersOf(DWARFDie Origin) const;
  struct View {
    uint64_t Begin, End;
  };
  std::vector<View> viewsOf(const DWARFDie &Param, size_t Count) const;
  Truth truthOf(const Call &C, const DWARFDie &Param, uint64_t Size,
                const Machine &M) const;
  std::optional<Bytes> claimed(StringRef Place, uint64_t Size,
                               const Machine &M) const;
  bool agrees(const Call &C, ArrayRef<DWARFDie> Params,
              ArrayRef<DWARFDie> Arguments, const Site &S, bool Count);
  void wrong(const Twine &Message) {
    if (NumWrong++ < 40)
      errs() << "site-witness: " << Message << '\n';
  }

  const ELFObjectFileBase &Object;
  DWARFContext &Context;
  struct Section {
    uint64_t Begin, End;
    std::string Name;
  };
  std::vector<Section> Sections;
  uint64_t Lowest = UINT64_MAX;
  std::map<std::string, std::vector<Site>> Sites; ///< by name and place
  std::map<std::string, uint64_t> Calls, Arguments;
  uint64_t NumWrong = 0;
};

} // namespace

/// NAME SECTION+OFFSET SYMBOL+OFFSET (NAME=PLACE; NAME=PLACE)
bool Witness::readSites(StringRef Text) {
  SmallVector<StringRef, 0> Lines;
  Text.split(Lines, '\n', -1, /*KeepEmpty=*/false);
  for (StringRef Line : Lines) {
    auto [Name, Rest] = Line.split(' ');
    auto [Place, Behind] = Rest.split(' ');
    Site S;
    SmallVector<StringRef, 8> All;
    StringRef List = Behind.split('(').second;
    if (!List.consume_back(")")) {
      errs() << "site-witness: not a site: " << Line << '\n';
      return false;
    }
    List.split(All, "; ", -1, /*KeepEmpty=*/false);
    for (StringRef A : All)
      S.Arguments.push_back(A.split('=').second.str());
    Sites[(Name + " " + Place).str()].push_back(std::move(S));
  }
  return true;
}

void Witness::readSections() {
  for (const ELFSectionRef S : Object.sections()) {
    if (!(S.getFlags() & ELF::SHF_ALLOC))
      continue;
    Lowest = std::min(Lowest, S.getAddress());
    if (S.getFlags() & ELF::SHF_EXECINSTR && S.getSize())
      Sections.push_back({S.getAddress(), S.getAddress() + S.getSize(),
                          cantFail(S.getName()).str()});
  }
}

std::string Witness::placeOf(uint64_t Address) const {
  for (const Section &S : Sections)
    if (S.Begin <= Address && Address < S.End)
      return S.Name + "+0x" + utohexstr(Address - S.Begin, true);
  return "";
}

std::optional<uint64_t> Witness::entryOf(const DWARFDie &Die) const {
  const std::optional<DWARFFormValue> Entry = Die.find(DW_AT_entry_pc);
  if (Entry)
    if (std::optional<uint64_t> Address = Entry->getAsAddress())
      return Address;
  std::optional<uint64_t> Base = toAddress(Die.find(DW_AT_low_pc));
  if (!Base) {
    Expected<DWARFAddressRangesVector> Ranges = Die.getAddressRanges();
    if (!Ranges)
      consumeError(Ranges.takeError());
    else
      for (const DWARFAddressRange &R : *Ranges)
        if (!Base && R.LowPC != R.HighPC)
          Base = R.LowPC;
  }
  if (Base && Entry)
    if (std::optional<uint64_t> Offset = Entry->getAsUnsignedConstant())
      return *Base + *Offset;
  return Base;
}

std::vector<DWARFDie> Witness::parametersOf(DWARFDie Origin) const {
  for (unsigned Depth = 0; Origin && Depth < 4; ++Depth) {
    std::vector<DWARFDie> Params;
    for (DWARFDie Child : Origin.children())
      if (Child.getTag() == DW_TAG_formal_parameter)
        Params.push_back(Child);
    if (!Params.empty())
      return Params;
    Origin = Origin.getAttributeValueAsReferencedDie(DW_AT_abstract_origin);
  }
  return {};
}

/// The size of the type of \p Param; 0: none that is known.
static uint64_t sizeOf(const DWARFDie &Param, unsigned WordSize) {
  DWARFDie Type = Param.getAttributeValueAsReferencedDie(DW_AT_type);
  for (unsigned Depth = 0; !Type && Depth < 4; ++Depth) {
    DWARFDie Origin =
        Param.getAttributeValueAsReferencedDie(DW_AT_abstract_origin);
    if (!Origin)
      return 0;
    Type = Origin.getAttributeValueAsReferencedDie(DW_AT_type);
  }
  return Type ? Type.getTypeSize(WordSize).value_or(0) : 0;
}

/// GNU's views of the \p Count entries of a parameter's list; none if it has
/// none, or they cannot be told from the entries.
std::vector<Witness::View> Witness::viewsOf(const DWARFDie &Param,
                                            size_t Count) const {
  const std::optional<uint64_t> Start =
      toSectionOffset(Param.find(DW_AT_GNU_locviews));
  if (!Start)
    return {};
  DWARFUnit &U = *Param.getDwarfUnit();
  const DWARFObject &Files = U.getContext().getDWARFObj();
  const bool IsNew = U.getVersion() >= 5;
  uint64_t Base = 0;
  const DWARFSection *Section =
      IsNew ? &Files.getLoclistsSection() : &Files.getLocSection();
  if (U.isDWOUnit()) {
    // There GCC counts from the table of lists.
    Section =
        IsNew ? &Files.getLoclistsDWOSection() : &Files.getLocDWOSection();
    Base = IsNew ? DWARFListTableHeader::getHeaderSize(U.getFormat()) : 0;
  }
  const DataExtractor Data =
      extractorOf(Section->Data, Files.isLittleEndian(), /*AddressSize=*/8);
  DataExtractor::Cursor At(Base + *Start);
  std::vector<View> Views;
  for (size_t I = 0; I < Count; ++I) {
    const uint64_t Begin = Data.getULEB128(At);
    Views.push_back({Begin, Data.getULEB128(At)});
  }
  if (!At) {
    consumeError(At.takeError());
    return {};
  }
  return Views;
}

Truth Witness::truthOf(const Call &C, const DWARFDie &Param, uint64_t Size,
                       const Machine &M) const {
  if (!Param)
    return Truth::none("no-parameter");
  if (std::optional<DWARFFormValue> V = Param.find(DW_AT_const_value)) {
    if (std::optional<ArrayRef<uint8_t>> Block = V->getAsBlock())
      return Block->size() >= Size
                 ? Truth{Bytes(Block->begin(), Block->begin() + Size), ""}
                 : Truth::none("size");
    // Compilers give numbers below 0 a form that has a sign.
    const dwarf::Form Form = V->getForm();
    if (Form == DW_FORM_sdata || Form == DW_FORM_implicit_const)
      return Truth{M.number(V->getRawUValue(), Size), ""};
    if (std::optional<uint64_t> N = V->getAsUnsignedConstant())
      return Truth{M.number(*N, Size), ""};
    return Truth::none("const-value-form");
  }
  if (!Param.find(DW_AT_location))
    return Truth::none("no-location");
  Expected<DWARFLocationExpressionsVector> All =
      Param.getLocations(DW_AT_location);
  if (!All) {
    consumeError(All.takeError());
    return Truth::none("malformed");
  }
  const std::vector<View> Views = viewsOf(Param, All->size());
  const std::pair Moment(C.Address, C.View);
  const DWARFLocationExpression *Covering = nullptr, *Default = nullptr;
  for (size_t I = 0; I < All->size(); ++I) {
    const DWARFLocationExpression &L = (*All)[I];
    if (!L.Range) {
      Default = Default ? Default : &L;
      continue;
    }
    if (!Views.empty() && std::pair(L.Range->LowPC, Views[I].Begin) <= Moment &&
        Moment < std::pair(L.Range->HighPC, Views[I].End))
      return Runner(M, C).run(L.Expr, Size);
    if (!Covering && L.Range->LowPC <= C.Address && C.Address < L.Range->HighPC)
      Covering = &L;
  }
  for (const DWARFLocationExpression *L : {Covering, Default})
    if (L)
      return Runner(M, C).run(L->Expr, Size);
  return Truth::none("not-there");
}

/// What an argument is if it is at \p Place.
std::optional<Bytes> Witness::claimed(StringRef Place, uint64_t Size,
                                      const Machine &M) const {
  auto Register = [&](StringRef Name, uint64_t &Value) {
    if (Name == "fbreg")
      return Value = M.frame(), true;
    uint64_t Number;
    if (!Name.consume_front("reg") || Name.getAsInteger(10, Number))
      return false;
    return Value = M.reg(Number), true;
  };
  const bool IsAddress = Place.consume_back(" (addr)");
  const bool IsMemory = Place.consume_front("*(") && Place.consume_back(")");
  uint64_t Value = 0;
  if (Place.starts_with("0x") || Place.starts_with("-0x")) {
    const bool Negative = Place.consume_front("-");
    if (Place.getAsInteger(0, Value))
      return std::nullopt;
    Value = Negative ? 0 - Value : Value;
    return M.number(IsAddress ? Value + Lowest : Value, Size);
  }
  if (Place.contains(", ")) {
    auto [First, Second] = Place.split(", ");
    uint64_t High = 0;
    if (!Register(First, Value) || !Register(Second, High))
      return std::nullopt;
    Bytes B = M.number(Value, M.WordSize),
          Rest = M.number(High, Size - M.WordSize);
    B.append(Rest.begin(), Rest.end());
    return B;
  }
  SmallVector<StringRef, 3> Words;
  Place.split(Words, ' ');
  if (!Register(Words[0], Value))
    return std::nullopt;
  if (Words.size() == 3) {
    uint64_t Offset;
    if (Words[2].getAsInteger(0, Offset))
      return std::nullopt;
    Value = M.word(Words[1] == "-" ? Value - Offset : Value + Offset);
  } else if (Words.size() != 1) {
    return std::nullopt;
  }
  if (IsMemory)
    return M.memory(Value, Size);
  return Size <= 8 ? std::optional(M.number(Value, Size)) : std::nullopt;
}

/// Whether \p S is \p C; with \p Count, counts what becomes of its arguments.
bool Witness::agrees(const Call &C, ArrayRef<DWARFDie> Params,
                     ArrayRef<DWARFDie> Given, const Site &S, bool Count) {
  const unsigned WordSize = C.Die.getDwarfUnit()->getAddressByteSize();
  if (S.Arguments.size() < Params.size())
    return false;
  for (size_t I = 0; I < Params.size(); ++I) {
    const uint64_t Size = sizeOf(Params[I], WordSize);
    std::string Class;
    for (uint64_t Seed : {1, 2, 3}) {
      const Machine M{Seed, Object.isLittleEndian(), WordSize};
      const Truth T = truthOf(C, Given[I], Size, M);
      if (S.Arguments[I] == "?") {
        Class =
            "unknown: " +
            (T.Value ? Size == 0 || Size > 16 ? "size" : "has a value" : T.Why);
        continue;
      }
      if (!T.Value) {
        // Vector registers have no number here.
        if (T.Why == "size" && Size > 8) {
          Class = "known: not compared";
          continue;
        }
        return false;
      }
      const std::optional<Bytes> Claimed = claimed(S.Arguments[I], Size, M);
      if (!Claimed || *Claimed != *T.Value)
        return false;
      Class = "known";
    }
    if (Count)
      ++Arguments[Class];
  }
  return true;
}

static size_t numUnknown(const Site &S) { return count(S.Arguments, "?"); }

void Witness::judgeCall(const Call &C) {
  DWARFDie Origin =
      C.Die.getAttributeValueAsReferencedDie(DW_AT_abstract_origin);
  const char *Name = Origin ? Origin.getName(DINameKind::ShortName) : nullptr;
  if (!Name || !*Name) {
    ++Calls["left out: no name"];
    return;
  }
  const std::string Place = placeOf(C.Address);
  if (Place.empty()) {
    ++Calls["left out: in no section"];
    return;
  }
  const std::vector<DWARFDie> Params = parametersOf(Origin);
  std::vector<DWARFDie> Given(Params.size());
  for (DWARFDie Child : C.Die.children()) {
    if (Child.getTag() != DW_TAG_formal_parameter)
      continue;
    DWARFDie Of = Child;
    for (unsigned Depth = 0; Of && Depth < 4; ++Depth) {
      Of = Of.getAttributeValueAsReferencedDie(DW_AT_abstract_origin);
      auto It = find(Params, Of);
      if (It != Params.end() && !Given[It - Params.begin()])
        Given[It - Params.begin()] = Child;
    }
  }
  auto It = Sites.find(std::string(Name) + " " + Place);
  if (It == Sites.end()) {
    ++Calls["missing"];
    return wrong(Twine("no site of ") + Name + " at " + Place + ", DIE 0x" +
                 utohexstr(C.Die.getOffset()));
  }
  // Of several at one place, the one of which most is known.
  Site *Best = nullptr;
  for (Site &S : It->second)
    if (!S.Used && agrees(C, Params, Given, S, /*Count=*/false) &&
        (!Best || numUnknown(S) < numUnknown(*Best)))
      Best = &S;
  if (Best) {
    Best->Used = true;
    ++Calls["sites"];
    agrees(C, Params, Given, *Best, /*Count=*/true);
    return;
  }
  ++Calls["different"];
  std::string Text;
  for (const Site &S : It->second)
    Text += " (" + join(S.Arguments, "; ") + ")";
  wrong(Twine("the site of ") + Name + " at " + Place + " differs, DIE 0x" +
        utohexstr(C.Die.getOffset()) + ": found" + Text);
}

void Witness::visit(const DWARFDie &Die, const DWARFDie &Host) {
  const dwarf::Tag Tag = Die.getTag();
  if (Tag == DW_TAG_inlined_subroutine) {
    ++Calls["DIEs"];
    const std::optional<uint64_t> Address = entryOf(Die);
    if (Address && *Address)
      judgeCall({Die, Host, *Address,
                 toUnsigned(Die.find(DW_AT_GNU_entry_view), 0),
                 Host && entryOf(Host) == Address});
    else
      ++Calls["left out: no address"];
  }
  for (DWARFDie Child : Die.children())
    visit(Child, Tag == DW_TAG_subprogram ? Die : Host);
}

void Witness::readDies() {
  for (const std::unique_ptr<DWARFUnit> &U : Context.normal_units()) {
    // That of the .dwo file, if it is in one.
    const DWARFDie Die = U->getNonSkeletonUnitDIE(/*ExtractUnitDIEOnly=*/false);
    const uint64_t Language = toUnsigned(Die.find(DW_AT_language), 0);
    if (Language != DW_LANG_Rust)
      visit(Die, DWARFDie());
    U->clear();
  }
}

bool Witness::judge() {
  for (const auto &[Key, All] : Sites)
    for (const Site &S : All)
      if (!S.Used)
        wrong("the site of " + Key + " is no call");
  for (const auto &[What, Count] : Calls)
    outs() << "calls: " << What << ": " << Count << '\n';
  for (const auto &[What, Count] : Arguments)
    outs() << "arguments: " << What << ": " << Count << '\n';
  outs() << "wrong: " << NumWrong << '\n';
  return NumWrong == 0;
}

int main(int Argc, char **Argv) {
  if (Argc != 3) {
    errs() << "usage: site-witness ELF SITES\n";
    return 2;
  }
  auto Sites = MemoryBuffer::getFile(Argv[2]);
  Expected<OwningBinary<ObjectFile>> File =
      ObjectFile::createObjectFile(Argv[1]);
  if (!Sites || !File) {
    errs() << "site-witness: cannot read " << Argv[1] << " or " << Argv[2]
           << '\n';
    if (!File)
      consumeError(File.takeError());
    return 1;
  }
  const auto *Object = dyn_cast<ELFObjectFileBase>(File->getBinary());
  if (!Object) {
    errs() << "site-witness: " << Argv[1] << " is not an ELF file\n";
    return 1;
  }
  std::unique_ptr<DWARFContext> Context = DWARFContext::create(*Object);
  Witness W(*Object, *Context);
  W.readSections();
  if (!W.readSites((*Sites)->getBuffer()))
    return 1;
  W.readDies();
  return W.judge() ? 0 : 1;
}
