//===- InputFile.cpp - A file that is read --------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/InputFile.h"

#include "Support/BootImage.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/MemoryBuffer.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

using namespace llvm;
using namespace btfgen;

static Error systemError(StringRef Path, const Twine &What) {
  const int Errno = errno;
  return createStringError(std::error_code(Errno, std::generic_category()),
                           Path + ": " + What + ": " + sys::StrError(Errno));
}

InputFile::InputFile(InputFile &&Other)
    : Path(std::move(Other.Path)), FD(std::exchange(Other.FD, -1)),
      Memory(Other.Memory), Format(Other.Format),
      FromBootImage(Other.FromBootImage) {}

InputFile::~InputFile() {
  if (FD >= 0)
    ::close(FD);
}

int InputFile::release() { return std::exchange(FD, -1); }

/// Puts what is in \p Bytes, compressed as Format says, in the place of the
/// file.
Error InputFile::replaceBy(ArrayRef<uint8_t> Bytes, AfterStream After) {
  const int Plain = ::memfd_create("btfgen", MFD_CLOEXEC);
  if (Plain < 0)
    return systemError(Path, "cannot decompress into memory");
  if (FD >= 0)
    ::close(FD);
  FD = Plain;
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
  return Error::success();
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

/// \p F, which may have to be decompressed.
Expected<InputFile> InputFile::openPlain(InputFile F) {
  // What cannot be read at a place, such as a pipe, is not looked at.
  uint8_t Bytes[BootHeaderSize];
  ArrayRef<uint8_t> Start = F.Memory;
  if (F.FD >= 0) {
    const ssize_t Size = ::pread(F.FD, Bytes, sizeof(Bytes), 0);
    Start = ArrayRef<uint8_t>(Bytes, std::max<ssize_t>(Size, 0));
  }
  F.Format = compressionOf(Start);
  F.FromBootImage = isBootImage(Start);
  if (F.Format == Compression::None && !F.FromBootImage)
    return F;
  if (F.FD < 0) {
    if (Error E = F.makePlain(F.Memory))
      return E;
    return F;
  }
  auto Buffer = MemoryBuffer::getOpenFile(F.FD, F.Path, /*FileSize=*/-1,
                                          /*RequiresNullTerminator=*/false);
  if (std::error_code EC = Buffer.getError())
    return createStringError(EC, F.Path + ": " + EC.message());
  if (Error E = F.makePlain(arrayRefFromStringRef((*Buffer)->getBuffer())))
    return E;
  return F;
}

Expected<InputFile> InputFile::open(StringRef Path) {
  InputFile F(Path, ::open(Path.str().c_str(), O_RDONLY | O_CLOEXEC));
  if (F.FD < 0)
    return systemError(Path, "cannot open");
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
  }
  return openPlain(std::move(F));
}
