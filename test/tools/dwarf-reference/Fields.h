//===- Fields.h - What is compared ------------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The fields of what lib/DWARF says that are compared, and how to break each.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_TEST_FIELDS_H
#define BTFGEN_TEST_FIELDS_H

#include "DWARF/UnitTypes.h"

enum FieldId : unsigned {
  UnitHeader,
  UnitName,
  UnitLanguage,
  UnitCompiler,
  UnitSkeleton,
  UnitLowPc,
  TypeCount,
  TypeNumber,
  TypeKindOf,
  TypeName,
  TypeSize,
  TypeFlags,
  TypeTarget,
  TypeTagText,
  ArrayLength,
  MemberCount,
  MemberName,
  MemberType,
  MemberOffset,
  MemberBits,
  EnumeratorCount,
  EnumeratorName,
  EnumeratorValue,
  ParamCount,
  ParamName,
  ParamType,
  TypeDeclTag,
  FunctionCount,
  FunctionPlace,
  FunctionName,
  FunctionType,
  FunctionOrigin,
  FunctionSpecification,
  FunctionFlags,
  FunctionEntry,
  FunctionUnit,
  FunctionParams,
  FunctionParamPlace,
  FunctionParamName,
  FunctionParamType,
  FunctionParamOrigin,
  FunctionParamLocation,
  FunctionTag,
  VariableCount,
  VariablePlace,
  VariableName,
  VariableType,
  VariableSpecification,
  VariableFlags,
  VariableAddress,
  VariableTag,
  NumFields
};

struct FieldInfo {
  const char *Name;
  void (*Break)(btfgen::UnitTypes &U);
};

/// In the order of FieldId.
extern const FieldInfo Fields[NumFields];
/// How far the positions are off that TypeNumber compares: what breaks it.
extern uint32_t PositionSkew;
/// Of types, only copies of other units' are broken.
extern bool BreakCopies;

#endif // BTFGEN_TEST_FIELDS_H
