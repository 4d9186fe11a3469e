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
      Format(Other.Format), FromBootImage(Other.FromBootImage) {}

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
  ::close(std::exchange(FD, Plain));
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

Error InputFile::makePlain() {
  auto Buffer = MemoryBuffer::getOpenFile(FD, Path, /*FileSize=*/-1,
                                          /*RequiresNullTerminator=*/false);
  if (std::error_code EC = Buffer.getError())
    return createStringError(EC, Path + ": " + EC.message());
  const ArrayRef<uint8_t> Bytes = arrayRefFromStringRef((*Buffer)->getBuffer());
  if (!FromBootImage)
    return replaceBy(Bytes, AfterStream::More);
  Expected<BootPayload> Payload = payloadOf(Bytes);
  if (!Payload)
    return createStringError(Path + ": " + toString(Payload.takeError()));
  Format = Payload->Format;
  return replaceBy(Payload->Bytes, AfterStream::Anything);
}

Expected<InputFile> InputFile::open(StringRef Path) {
  InputFile F(Path, ::open(Path.str().c_str(), O_RDONLY | O_CLOEXEC));
  if (F.FD < 0)
    return systemError(Path, "cannot open");
  // What cannot be read at a place, such as a pipe, is not looked at.
  uint8_t Bytes[BootHeaderSize];
  const ssize_t Size = ::pread(F.FD, Bytes, sizeof(Bytes), 0);
  const ArrayRef<uint8_t> Start(Bytes, std::max<ssize_t>(Size, 0));
  F.Format = compressionOf(Start);
  F.FromBootImage = isBootImage(Start);
  if (F.Format != Compression::None || F.FromBootImage)
    if (Error E = F.makePlain())
      return E;
  return F;
}
