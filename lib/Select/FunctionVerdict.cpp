//===- FunctionVerdict.cpp - Words for verdicts on functions --------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Select/FunctionSelection.h"

using namespace llvm;
using namespace btfgen;

StringRef btfgen::describe(FunctionVerdict V) {
  switch (V) {
  case FunctionVerdict::Included:
    return "included";
  case FunctionVerdict::UnexpectedRegister:
    return "unexpected register for a parameter";
  case FunctionVerdict::InconsistentPrototype:
    return "inconsistent prototype";
  case FunctionVerdict::UncertainLocation:
    return "uncertain location of a parameter";
  case FunctionVerdict::ReorderedParameters:
    return "reordered parameters";
  case FunctionVerdict::OptimizedParameters:
    return "optimized parameters";
  case FunctionVerdict::OptimizedResult:
    return "optimized result";
  case FunctionVerdict::AmbiguousAddress:
    return "ambiguous address";
  case FunctionVerdict::NoDebugInfo:
    return "no debug information";
  case FunctionVerdict::NotAFunction:
    return "not a function";
  case FunctionVerdict::InvalidName:
    return "invalid name";
  case FunctionVerdict::UnsupportedType:
    return "unsupported type";
  case FunctionVerdict::UnnamedParameter:
    return "unnamed parameter";
  case FunctionVerdict::UnreadableType:
    return "unreadable type";
  }
  return "";
}
