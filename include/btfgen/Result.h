//===- Result.h - A value, or why there is none -----------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What functions of this library return that can fail. Nothing here throws.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_RESULT_H
#define BTFGEN_RESULT_H

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace btfgen {

/// What went wrong. An object of this class is always an error.
class Error {
public:
  /// What a program may want to react to; everything else is Failed.
  enum class Code {
    Failed,
    NoBtf,       ///< the file can be read, and has no BTF
    NoDebugInfo, ///< the file can be read, and has no DWARF to encode
    Refused,     ///< the result is one that a kernel would refuse
  };

  Error(Code Why, std::string Message) : Why(Why), Text(std::move(Message)) {}

  Code code() const { return Why; }
  /// One or more lines for people, without a newline at the end. Begins with
  /// the name of the input where there is one.
  const std::string &message() const { return Text; }

private:
  Code Why;
  std::string Text;
};

/// A T or an Error.
template <typename T> class [[nodiscard]] Result {
public:
  Result(T Value) : Content(std::in_place_index<0>, std::move(Value)) {}
  Result(Error E) : Content(std::in_place_index<1>, std::move(E)) {}

  explicit operator bool() const { return Content.index() == 0; }

  /// The value. There must be one.
  T &operator*() & { return value(); }
  const T &operator*() const & { return value(); }
  T &&operator*() && { return std::move(value()); }
  T *operator->() { return &value(); }
  const T *operator->() const { return &value(); }

  /// The error. There must be one.
  const Error &error() const {
    assert(!*this && "there is a value");
    return *std::get_if<1>(&Content);
  }

private:
  T &value() {
    assert(*this && "there is an error");
    return *std::get_if<0>(&Content);
  }
  const T &value() const {
    assert(*this && "there is an error");
    return *std::get_if<0>(&Content);
  }

  std::variant<T, Error> Content;
};

/// Success or an Error.
template <> class [[nodiscard]] Result<void> {
public:
  Result() = default;
  Result(Error E) : Content(std::move(E)) {}

  explicit operator bool() const { return !Content; }
  /// The error. There must be one.
  const Error &error() const {
    assert(Content && "there is none");
    return *Content;
  }

private:
  std::optional<Error> Content;
};

} // namespace btfgen

#endif // BTFGEN_RESULT_H
