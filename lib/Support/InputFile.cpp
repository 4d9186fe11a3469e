//===- InputFile.cpp - A file that is read --------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/InputFile.h"

#include "Support/BootImage.h"
#include "Support/FileBytes.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

using namespace llvm;
using namespace btfgen;

InputFile::InputFile(InputFile &&Other)
    : Path(std::move(Other.Path)), FD(std::exchange(Other.FD, -1)),
      Memory(Other.Memory), State(Other.State), Format(Other.Format),
      FromBootImage(Other.FromBootImage) {}

InputFile::~InputFile() {
  if (FD >= 0)
    ::close(FD);
}

/// Puts what is in \p Bytes, compressed as Format says, in the place of the
/// file that they are of.
Error InputFile::replaceBy(ArrayRef<uint8_t> Bytes, AfterStream After) {
  const int Plain = ::memfd_create("btfgen", MFD_CLOEXEC);
  if (Plain < 0)
    return systemError(Path, "cannot decompress into memory");
  const InputFile Compressed(Path, std::exchange(FD, Plain));
  Memory = {};
  auto Write = [&](ArrayRef<uint8_t> Part) -> Error {
    while (!Part.empty()) {
      const ssize_t N = ::write(Plain, Part.data(), Part.size());
      if (N < 0 && errno == EINTR)
        continue;
      if (N < 0)
        return createStringError("no memory for its plain bytes: " +
                                 Twine(sys::StrError(errno)));
      Part = Part.drop_front(N);
    }
    return Error::success();
  };
  if (Error E = decompress(Format, Bytes, Write, After))
    return createStringError(Path + ": " + toString(std::move(E)));
  const FileState Read = std::exchange(State, FileState());
  return Read.checkUnchanged(Compressed.FD, Path);
}

Error InputFile::makePlain(ArrayRef<uint8_t> Bytes) {
  if (!FromBootImage)
    return replaceBy(Bytes, AfterStream::More);
  Expected<BootPayload> Payload = payloadOf(Bytes);
  if (!Payload)
    return createStringError(Path + ": " + toString(Payload.takeError()));
  Format = Payload->Format;
  return replaceBy(Payload->Bytes, AfterStream::Anything);
}

/// As much of \p Into as the file has bytes; none of what cannot be read at a
/// place, such as a pipe.
static Expected<ArrayRef<uint8_t>> startOf(int FD, StringRef Path,
                                           MutableArrayRef<uint8_t> Into) {
  size_t Size = 0;
  while (Size < Into.size()) {
    const ssize_t N =
        ::pread(FD, Into.data() + Size, Into.size() - Size, off_t(Size));
    if (N < 0 && errno == EINTR)
      continue;
    if (N < 0 && errno == EIO)
      return systemError(Path, "cannot read");
    if (N <= 0)
      break;
    Size += N;
  }
  return Into.take_front(Size);
}

/// \p F, which may have to be decompressed.
Expected<InputFile> InputFile::openPlain(InputFile F) {
  uint8_t Bytes[BootHeaderSize];
  ArrayRef<uint8_t> Start = F.Memory;
  if (F.FD >= 0)
    if (Error E = startOf(F.FD, F.Path, Bytes).moveInto(Start))
      return E;
  F.Format = compressionOf(Start);
  F.FromBootImage = isBootImage(Start);
  if (F.Format == Compression::None && !F.FromBootImage)
    return F;
  FileBytes Contents;
  if (F.FD >= 0)
    if (Error E = FileBytes::mapOrRead(F.FD, F.Path).moveInto(Contents))
      return E;
  if (Error E = F.makePlain(F.FD < 0 ? F.Memory : Contents.bytes()))
    return E;
  return F;
}

Expected<InputFile> InputFile::open(StringRef Path) {
  InputFile F(Path, ::open(Path.str().c_str(), O_RDONLY | O_CLOEXEC));
  if (F.FD < 0)
    return systemError(Path, "cannot open");
  if (Error E = FileState::of(F.FD, Path).moveInto(F.State))
    return E;
  return openPlain(std::move(F));
}

Expected<InputFile> InputFile::open(const InputSource &Source) {
  if (Source.In == InputSource::Place::Path)
    return open(Source.Name);
  InputFile F(Source.Name, -1);
  F.Memory = Source.Bytes;
  if (Source.In == InputSource::Place::Descriptor) {
    F.FD = ::fcntl(Source.FD, F_DUPFD_CLOEXEC, 0);
    if (F.FD < 0)
      return systemError(Source.Name, "cannot use the descriptor");
    if (Error E = FileState::of(F.FD, Source.Name).moveInto(F.State))
      return E;
    if (Source.IsPlain)
      return F;
  }
  return openPlain(std::move(F));
}
