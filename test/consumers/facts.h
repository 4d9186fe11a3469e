// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What gdb-facts.py has written: a fact a line. And how a consumer says that
// it reads something else.

#ifndef BTFGEN_TEST_CONSUMERS_FACTS_H
#define BTFGEN_TEST_CONSUMERS_FACTS_H

#include <stdio.h>
#include <string.h>

struct fact {
  char Word[16], Owner[64];
  /// Of a member: its struct or union, and whether it is a union. Of an
  /// enumerator: its enum.
  char Type[160];
  int IsUnion;
  char Name[160]; // of the field, enumerator, function or variable
  char Declaration[32];
  long long Offset, Bits, Size, TypeSize; // of a member
  char Value[32];                         // of an enumerator
  char Sizes[256];                        // of a function
};

/// Reads one more; 0 at the end, or if a line is none.
static inline int nextFact(FILE *File, struct fact *F) {
  char Line[1024], Kind[8];
  memset(F, 0, sizeof(*F));
  if (!fgets(Line, sizeof(Line), File) ||
      sscanf(Line, "%15s %63s", F->Word, F->Owner) != 2)
    return 0;
  const char *Rest = strstr(Line + strlen(F->Word) + 1, F->Owner);
  Rest += strlen(F->Owner);
  if (!strcmp(F->Word, "member")) {
    int Read = sscanf(Rest, "%7s %159s %159s %31s %lld %lld %lld %lld", Kind,
                      F->Type, F->Name, F->Declaration, &F->Offset, &F->Bits,
                      &F->Size, &F->TypeSize);
    F->IsUnion = !strcmp(Kind, "union");
    return Read == 8;
  }
  if (!strcmp(F->Word, "enumerator"))
    return sscanf(Rest, "%159s %159s %31s", F->Type, F->Name, F->Value) == 3;
  if (!strcmp(F->Word, "function"))
    return sscanf(Rest, "%159s %255s", F->Name, F->Sizes) == 2;
  return sscanf(Rest, "%159s %31s %lld", F->Name, F->Declaration, &F->Size) ==
         3;
}

#endif
