//===- EncodeAll.cpp - All inputs of one call -----------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EncodeAll.h"

#include "ELF/ObjectImage.h"
#include "ELF/SectionPatcher.h"
#include "Encode/Encode.h"
#include "Hints.h"
#include "OpenBase.h"
#include "OutOfMemory.h"
#include "Places.h"
#include "Print.h"
#include "Support/AtomicFile.h"
#include "Support/JsonText.h"
#include "Support/Parallel.h"
#include "TimeTrace.h"
#include "Tool.h"
#include "Transform/ResolveIds.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/TimeProfiler.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <mutex>
#include <optional>
#include <unistd.h>

using namespace llvm;
using namespace btfgen;

namespace {

/// What came of one input. Text is kept until those before it are done.
struct Outcome {
  int Status = ExitOk;
  std::string Err;
  /// There is a result, and what it is made of is not what is written.
  bool Checked = false;
  bool Done = false;
};

/// Encodes one input after the other or several at once.
class Batch {
public:
  explicit Batch(const ToolConfig &T)
      : T(T), Trace(T.TimeTrace, "btfgen"), Outcomes(T.Inputs.size()),
        Progress(T.Inputs.size() > 1 && isatty(STDERR_FILENO)) {}
  int run();

private:
  Error openBase();
  int encodeInputs();
  void findRepeated();
  void encode(size_t Index, unsigned Threads);
  void encodeOne(size_t Index, unsigned Threads);
  void finished(size_t Index);
  void say(StringRef Message);
  Error print(StringRef Text);

  const ToolConfig &T;
  TimeTrace Trace;
  std::shared_ptr<const BaseIndex> Base;
  std::vector<Outcome> Outcomes;
  /// Inputs that are the same file as one before them, by that one.
  std::map<size_t, std::vector<size_t>> Repeated;
  const bool Progress;
  std::mutex Mutex; ///< protects what follows, and the terminal
  size_t NumDone = 0;
  size_t NumPrinted = 0;
};

} // namespace

/// Writes \p E to \p OS, a hint if \p Input is no file to encode, and gives the
/// exit status, \p IfSplit where all debug information is split off.
static int report(raw_ostream &OS, Error E, StringRef Input = {},
                  int IfSplit = ExitNoDebugInfo) {
  int Status = ExitError;
  const char *Hint = nullptr;
  handleAllErrors(
      std::move(E),
      [&](const NoDebugInfo &N) {
        Status = N.isSplit() ? IfSplit : ExitNoDebugInfo;
        Hint = hintForNoDebugInfo(N.isSplit());
        OS << "btfgen: ";
        N.log(OS);
        OS << '\n';
      },
      [&](const ErrorInfoBase &I) { printError(OS, I.message()); });
  if (!Input.empty() && !Hint)
    Hint = hintFor(Input);
  if (!Input.empty() && Hint)
    OS << "btfgen: hint: " << Hint << '\n';
  return Status;
}

/// Files that are written, but not yet in their places.
using PendingFiles = SmallVector<PendingFile, 4>;

static Error write(PendingFiles &Files, StringRef Path,
                   ArrayRef<uint8_t> Bytes) {
  Expected<PendingFile> File = PendingFile::write(Path, Bytes);
  if (File)
    Files.push_back(std::move(*File));
  return File.takeError();
}

static Error write(const TimeTrace &Trace, PendingFiles &Files) {
  Expected<PendingFile> File = Trace.write();
  if (File)
    Files.push_back(std::move(*File));
  return File.takeError();
}

/// .BTF_ids for the result; unchanged if there is nothing to do.
static Expected<ResolvedIds> idsFor(const ToolConfig &T,
                                    const ObjectImage &Image, const Config &C,
                                    const EncodeResult &R) {
  if (!hasIdsToResolve(Image))
    return ResolvedIds();
  // A section that nobody asked for and that cannot be read stays.
  if (T.ResolveIds != ToolConfig::Ids::FillIn &&
      !expectedToOptional(hasResolvedIds(Image)).value_or(false))
    return ResolvedIds();
  const BtfRef BaseBefore = C.Base ? C.Base->ref() : nullptr;
  if (T.ResolveIds == ToolConfig::Ids::Restore) {
    Expected<ResolvedIds> Ids = restoreIds(Image, BaseBefore);
    if (Ids)
      return Ids;
    // The program that is going to do the rest would not see it.
    ResolvedIds AsTheyAre;
    AsTheyAre.Warnings.push_back(toString(Ids.takeError()));
    return AsTheyAre;
  }
  Expected<BtfRef> Btf = BtfFile::parse(R.Bytes, C.Input, R.Base);
  if (!Btf)
    return Btf.takeError();
  return resolveIds(Image, **Btf, BaseBefore);
}

static Error checkWarnings(const ToolConfig &T, StringRef Input,
                           const ResolvedIds &Ids) {
  if (T.FatalWarnings == ToolConfig::Fatal::None || Ids.Warnings.empty())
    return Error::success();
  return createStringError(Input + ": " + join(Ids.Warnings, "; ") +
                           " (--fatal-warnings)");
}

static void printWarnings(StringRef Input, const ResolvedIds &Ids,
                          raw_ostream &Err) {
  for (StringRef Warning : Ids.Warnings)
    Err << "btfgen: " << Input << ": warning: " << Warning << '\n';
}

/// Writes the result of \p C.Input to a file of its own, and beside it the
/// distilled base and inline sites, if any, and ids, if they are asked for.
static Error writeResult(const ToolConfig &T, const Config &C,
                         const EncodeResult &R, PendingFiles &Files,
                         raw_ostream &Err) {
  Expected<std::string> Path = resultPath(T, C.Input);
  if (!Path)
    return Path.takeError();
  if (!T.OutputDir.empty()) {
    const StringRef Folder = sys::path::parent_path(*Path);
    // LLVM's default lets nobody else in.
    if (std::error_code EC = sys::fs::create_directories(
            Folder, /*IgnoreExisting=*/true, sys::fs::all_all))
      return createStringError(EC, Folder + ": " + EC.message());
  }
  if (!R.BaseBytes.empty())
    if (Error E = write(Files, distilledPath(*Path), R.BaseBytes))
      return E;
  if (!R.InlineBytes.empty())
    if (Error E = write(Files, inlinePath(*Path), R.InlineBytes))
      return E;
  if (T.ResolveIds == ToolConfig::Ids::FillIn) {
    Expected<ObjectImage> Image = ObjectImage::open(C.Input);
    if (!Image)
      return Image.takeError();
    Expected<ResolvedIds> Ids = idsFor(T, *Image, C, R);
    if (!Ids)
      return Ids.takeError();
    if (Error E = checkWarnings(T, C.Input, *Ids))
      return E;
    if (!Ids->Bytes.empty())
      if (Error E = write(Files, idsPath(*Path), Ids->Bytes))
        return E;
    if (Error E = Image->checkRead())
      return E;
    printWarnings(C.Input, *Ids, Err);
  }
  return write(Files, *Path, R.Bytes);
}

/// Puts the result into \p File; warnings go to \p Err.
static Error embed(const ToolConfig &T, const LockedFile &File, const Config &C,
                   const EncodeResult &R, raw_ostream &Err) {
  const StringRef Input = File.path();
  Expected<ObjectImage> Image = ObjectImage::open(File.source());
  if (!Image)
    return Image.takeError();
  // A kernel reads a module's .BTF as the continuation of its own: one that
  // stands alone would keep the module from being loaded.
  if (T.Base.empty() && Image->find(".gnu.linkonce.this_module"))
    return createStringError(Input +
                             ": is a kernel module, whose .BTF must be split "
                             "from the kernel's BTF: use --base=vmlinux (or "
                             "-o FILE, which writes BTF without a base)");
  SmallVector<NewSection, 3> Sections(1);
  Sections[0].Name = ".BTF";
  Sections[0].Bytes = R.Bytes;
  if (!R.BaseBytes.empty()) {
    Sections.emplace_back();
    Sections[1].Name = ".BTF.base";
    Sections[1].Bytes = R.BaseBytes;
  } else if (R.InputHasBase) {
    return createStringError(
        Input + ": has a section .BTF.base, and the new .BTF would be read "
                "with it: use --distill, or remove that section with objcopy");
  }
  if (!R.InlineBytes.empty()) {
    Sections.emplace_back();
    Sections.back().Name = ".BTF.inline";
    Sections.back().Bytes = R.InlineBytes;
  } else if (R.InputHasInline) {
    return createStringError(
        Input + ": has a section .BTF.inline, which continues the .BTF that it "
                "had: use --features=+inline, or remove that section with "
                "objcopy");
  }
  Expected<ResolvedIds> Ids = idsFor(T, *Image, C, R);
  if (!Ids)
    return Ids.takeError();
  if (Error E = checkWarnings(T, Input, *Ids))
    return E;
  if (Ids->Changed) {
    Sections.emplace_back();
    Sections.back().Name = ".BTF_ids";
    Sections.back().Bytes = Ids->Bytes;
    Sections.back().KeepAttributes = true;
  }
  if (Error E = addSections(File, Sections, {T.Compact}))
    return E;
  printWarnings(Input, *Ids, Err);
  return Error::success();
}

/// A kernel that refuses the BTF of a module may refuse the module: one that an
/// earlier build has left there must not be shipped when there is none to
/// replace it. Says so in \p Err.
static Error removeStale(const LockedFile &File, raw_ostream &Err) {
  const StringRef Input = File.path();
  Expected<ObjectImage> Image = ObjectImage::open(File.source());
  if (!Image)
    return Image.takeError();
  if (!Image->find(".gnu.linkonce.this_module") ||
      !(Image->find(".BTF") || Image->find(".BTF.base") ||
        Image->find(".BTF.inline")))
    return Error::success();
  if (Error E = removeSections(File, {".BTF", ".BTF.base", ".BTF.inline"}))
    return E;
  Err << "btfgen: " << Input
      << ": the BTF that the module had before was removed\n";
  return Error::success();
}

/// Writes --report and --report-html, if they are asked for.
static Error writeReports(const ToolConfig &T, StringRef Input,
                          const EncodeResult &R, PendingFiles &Files) {
  for (auto [Path, Print] :
       {std::pair(StringRef(T.Report), &printReport),
        std::pair(StringRef(T.ReportHtml), &printReportHtml)}) {
    if (Path.empty())
      continue;
    std::string Text;
    raw_string_ostream OS(Text);
    Print(OS, Input, R);
    if (Error E = write(Files, Path, arrayRefFromStringRef(OS.str())))
      return E;
  }
  return Error::success();
}

/// Standard output, which may be full.
using Printer = function_ref<Error(StringRef)>;

static Error explain(const ToolConfig &T, StringRef Input,
                     const EncodeResult &R, Printer Print) {
  std::string Text;
  raw_string_ostream OS(Text);
  if (!printExplanation(OS, R, T.ExplainName))
    return createStringError(Input + ": there is no function '" +
                             T.ExplainName +
                             "', and no variable that --vars asks for");
  return Print(Text);
}

/// Says where debug information comes from, and whether the result may go where
/// it is to go.
static Error checkResult(const ToolConfig &T, StringRef Input,
                         const EncodeResult &R, raw_ostream &Err) {
  if (T.Verbose && !R.DebugFile.empty()) {
    Err << "btfgen: " << Input << ": debug file: " << R.DebugFile << '\n';
    for (const std::string &Why : R.DebugFilesPassedOver)
      Err << "btfgen: " << Input << ": debug file: passed over: " << Why
          << '\n';
  }
  if (Error E = checkFilesFound(T, Input, R))
    return E;
  if (T.FatalWarnings != ToolConfig::Fatal::All || !R.Omitted.total())
    return Error::success();
  printOmissions(Err, Input, R, /*OnlyIncomplete=*/false);
  return createStringError(Input +
                           ": something was left out (--fatal-warnings)");
}

/// \p Say is for what cannot wait until the input is done. \p Trace is null if
/// it is of other inputs, too. The exit status.
static int encodeTo(const ToolConfig &T, Config C, Printer Print,
                    raw_ostream &Err, function_ref<void(StringRef)> Say,
                    const TimeTrace *Trace, bool &Checked) {
  // Locked from here on: nobody else changes what is read and then written.
  std::optional<LockedFile> File;
  if (isInPlace(T)) {
    Expected<LockedFile> Locked = LockedFile::open(C.Input, Say);
    if (!Locked)
      return report(Err, Locked.takeError());
    File.emplace(std::move(*Locked));
    C.Source = File->source();
  }
  Expected<EncodeResult> R = [&] {
    const TimeTraceScope Event("input", [&] { return jsonText(C.Input); });
    return encode(C);
  }();
  if (!R) {
    Error E = R.takeError();
    const bool Refused = E.isA<RefusedResult>();
    int Status = report(Err, std::move(E),
                        T.Inputs.size() == 1 ? StringRef(C.Input) : StringRef(),
                        T.NeedsNoDebugInfo ? ExitError : ExitNoDebugInfo);
    if (Refused && File)
      if (Error Stale = removeStale(*File, Err))
        report(Err, std::move(Stale));
    return Status;
  }
  // What can fail comes first, and what cannot be taken back last.
  if (Error E = checkResult(T, C.Input, *R, Err))
    return report(Err, std::move(E));
  Checked = true;
  if (T.Explain)
    if (Error E = explain(T, C.Input, *R, Print))
      return report(Err, std::move(E));
  PendingFiles Files, Report;
  auto Deliver = [&]() -> Error {
    if (Error E = writeReports(T, C.Input, *R, Report))
      return E;
    if (Trace)
      if (Error E = write(*Trace, Report))
        return E;
    if (Error E = File ? embed(T, *File, C, *R, Err)
                       : writeResult(T, C, *R, Files, Err))
      return E;
    std::move(Report.begin(), Report.end(), std::back_inserter(Files));
    return PendingFile::commit(Files);
  };
  if (Error E = Deliver())
    return report(Err, std::move(E));
  if (T.Stats)
    printStats(Err, *R);
  printOmissions(Err, C.Input, *R, /*OnlyIncomplete=*/T.Quiet);
  return R->Omitted.incomplete() ? ExitNoDebugInfo : ExitOk;
}

void Batch::encode(size_t Index, unsigned Threads) {
  encodeOne(Index, Threads);
  for (size_t Other : Repeated.at(Index)) {
    // A new file may have taken the place of the first alone.
    if (!sys::fs::equivalent(T.Inputs[Index], T.Inputs[Other])) {
      encodeOne(Other, Threads);
      continue;
    }
    Outcomes[Other].Err = "btfgen: " + T.Inputs[Other] +
                          ": is the same file as " + T.Inputs[Index] +
                          ", which is processed once\n";
    Outcomes[Other].Checked = Outcomes[Index].Checked;
    finished(Other);
  }
}

/// Opens the base, if there is to be one, and checks all places with it.
Error Batch::openBase() {
  if (Error E = checkPlaces(T, T.Base == "auto" ? "" : T.Base))
    return E;
  if (Error E = Trace.checkPlace())
    return E;
  if (T.Base.empty())
    return Error::success();
  const TimeTraceScope Event("open base");
  constexpr size_t Many = 16;
  std::string Used;
  if (Error E = openBaseOf(T, [&](StringRef Path) -> Error {
        Used = Path.str();
        return BaseIndex::open(Path, T.Inputs.size() >= Many,
                               T.Encoding.Threads)
            .moveInto(Base);
      }))
    return E;
  return checkPlaces(T, Used);
}

void Batch::encodeOne(size_t Index, unsigned Threads) {
  Config C = T.Encoding;
  C.Input = T.Inputs[Index];
  C.Threads = Threads;
  C.Base = Base;
  raw_string_ostream Err(Outcomes[Index].Err);
  const bool Only = Trace && T.Inputs.size() == 1;
  Outcomes[Index].Status = encodeTo(
      T, C, [&](StringRef Text) { return print(Text); }, Err,
      [&](StringRef What) { say(What); }, Only ? &Trace : nullptr,
      Outcomes[Index].Checked);
  finished(Index);
}

/// Prints what is next in the order of the inputs.
void Batch::finished(size_t Index) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Outcomes[Index].Done = true;
  ++NumDone;
  if (Progress)
    errs() << "\r\x1b[K";
  for (; NumPrinted < Outcomes.size() && Outcomes[NumPrinted].Done;
       ++NumPrinted) {
    errs() << Outcomes[NumPrinted].Err;
  }
  if (Progress && NumDone < Outcomes.size())
    errs() << '[' << NumDone << '/' << Outcomes.size() << "] "
           << sys::path::filename(T.Inputs[Index]);
}

/// Prints a message at once.
void Batch::say(StringRef Message) {
  std::lock_guard<std::mutex> Lock(Mutex);
  errs() << (Progress ? "\r\x1b[K" : "") << "btfgen: " << Message << '\n';
}

/// Prints to standard output at once.
Error Batch::print(StringRef Text) {
  std::lock_guard<std::mutex> Lock(Mutex);
  outs() << Text;
  return flushStandardOutput();
}

void Batch::findRepeated() {
  // A file has a result for each place that its names lead to.
  std::map<std::pair<sys::fs::UniqueID, std::string>, size_t> First;
  for (size_t I = 0; I < T.Inputs.size(); ++I) {
    sys::fs::UniqueID Id;
    std::string Place;
    Repeated[I];
    if (!isInPlace(T))
      Place = cantFail(resultPath(T, T.Inputs[I])); // checkPlaces had it
    if (sys::fs::getUniqueID(T.Inputs[I], Id))
      continue; // the error will be met again
    const auto [It, IsFirst] = First.try_emplace({Id, Place}, I);
    if (IsFirst)
      continue;
    Repeated[It->second].push_back(I);
    Repeated.erase(I);
  }
}

int Batch::encodeInputs() {
  const unsigned Threads = T.Encoding.Threads;
  if (Error E = openBase())
    return report(errs(), std::move(E));
  if (Base) {
    if (T.Stats)
      errs() << "base: " << Base->endId() - 1 << " types, their index was "
             << (Base->wasSaved() ? "saved" : "made") << '\n';
  }
  findRepeated();
  std::vector<std::pair<uint64_t, size_t>> BySize; // and index
  for (const auto &[Index, Others] : Repeated) {
    uint64_t Size;
    if (sys::fs::file_size(T.Inputs[Index], Size))
      Size = 0; // the error will be met again
    BySize.emplace_back(Size, Index);
  }
  // What is printed comes in the order of the inputs, and before the results.
  if (!T.Explain)
    llvm::sort(BySize, [](auto A, auto B) {
      return std::pair(B.first, A.second) < std::pair(A.first, B.second);
    });
  std::vector<uint64_t> Sizes(BySize.size());
  llvm::copy(make_first_range(BySize), Sizes.begin());
  const size_t NumAlone = T.Explain ? Sizes.size() : countAlone(Sizes, Threads);
  for (size_t I = 0; I < NumAlone; ++I)
    encode(BySize[I].second, Threads);
  parallelFor(BySize.size() - NumAlone, Threads, [&](size_t I, unsigned) {
    encode(BySize[NumAlone + I].second, 1);
  });
  size_t NumFailed = 0, NumWithout = 0;
  for (const Outcome &O : Outcomes) {
    NumFailed += O.Status == ExitError;
    NumWithout += O.Status == ExitNoDebugInfo;
  }
  if (Outcomes.size() > 1 && NumFailed + NumWithout) {
    errs() << "btfgen: of " << Outcomes.size() << " inputs, " << NumFailed
           << " failed";
    if (NumWithout)
      errs() << " and " << NumWithout
             << " have no debug information, or not all of it";
    errs() << '\n';
  }
  return NumFailed ? ExitError : NumWithout ? ExitNoDebugInfo : ExitOk;
}

int Batch::run() {
  const int Status = encodeInputs();
  if (!Trace || T.Inputs.size() == 1)
    return Status;
  // What an input that has no result was to be made of is not known: its debug
  // file may be in the place of the trace.
  if (Status == ExitError ||
      !all_of(Outcomes, [](const Outcome &O) { return O.Checked; }))
    return Status;
  PendingFiles Files;
  Error E = write(Trace, Files);
  if (!E)
    E = PendingFile::commit(Files);
  return E ? report(errs(), std::move(E)) : Status;
}

int btfgen::encodeAll(const ToolConfig &T) { return Batch(T).run(); }
