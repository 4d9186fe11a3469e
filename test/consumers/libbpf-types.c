// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// usage: libbpf-types FACTS OWNER[,OWNER]... BTF [BASE]
//
// Has libbpf read BTF: raw or the section of an ELF file, a split one if there
// is a BASE; and one with .BTF.base is relocated to BASE, by a libbpf that can.
// Then asks for what gdb has said of the OWNERs (gdb-facts.py). Prints what is
// different, and exits 1 if something is.

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdlib.h>

#include "facts.h"

static const struct btf *Types;

static const struct btf_type *strip(__u32 Id) {
  const struct btf_type *T = btf__type_by_id(Types, Id);
  while (T && (btf_is_mod(T) || btf_is_typedef(T)))
    T = btf__type_by_id(Types, T->type);
  return T;
}

static long long sizeOf(__u32 Id) {
  const struct btf_type *T = strip(Id);
  return !T || btf_is_void(T) ? 0 : btf__resolve_size(Types, Id);
}

static const struct btf_type *find(const char *Name, __u32 Kind) {
  int Id = btf__find_by_name_kind(Types, Name, Kind);
  return Id > 0 ? btf__type_by_id(Types, Id) : NULL;
}

/// Writes what is found of a field, also in members without a name, as gdb's
/// words are written.
static int describeField(const struct btf_type *T, const char *Name,
                         long long Base, char *Out) {
  for (__u32 I = 0; I < btf_vlen(T); ++I) {
    const struct btf_member *M = btf_members(T) + I;
    const char *Of = btf__name_by_offset(Types, M->name_off);
    long long Offset = Base + btf_member_bit_offset(T, I);
    if (!strcmp(Of, Name))
      return sprintf(Out, "%lld %u %lld", Offset,
                     btf_member_bitfield_size(T, I), sizeOf(M->type));
    const struct btf_type *Inner = *Of ? NULL : strip(M->type);
    if (Inner && btf_is_composite(Inner) &&
        describeField(Inner, Name, Offset, Out))
      return 1;
  }
  return 0;
}

static void describeMember(const struct fact *F, char *Read, char *Expected) {
  sprintf(Expected, "%lld %lld %lld %lld", F->Offset, F->Bits, F->Size,
          F->TypeSize);
  const struct btf_type *T =
      find(F->Type, F->IsUnion ? BTF_KIND_UNION : BTF_KIND_STRUCT);
  if (T && describeField(T, F->Name, 0, Read))
    sprintf(Read + strlen(Read), " %u", T->size);
}

static void describeEnumerator(const struct fact *F, char *Read,
                               char *Expected) {
  strcpy(Expected, F->Value);
  const struct btf_type *T = find(F->Type, BTF_KIND_ENUM);
  T = T ? T : find(F->Type, BTF_KIND_ENUM64);
  for (__u32 I = 0; T && I < btf_vlen(T); ++I) {
    __u32 Name =
        btf_is_enum(T) ? btf_enum(T)[I].name_off : btf_enum64(T)[I].name_off;
    if (strcmp(btf__name_by_offset(Types, Name), F->Name))
      continue;
    if (btf_is_enum64(T))
      sprintf(Read, btf_kflag(T) ? "%lld" : "%llu",
              (unsigned long long)btf_enum64_value(btf_enum64(T) + I));
    else
      sprintf(Read, btf_kflag(T) ? "%d" : "%u", btf_enum(T)[I].val);
  }
}

static void describeFunction(const struct fact *F, char *Read, char *Expected) {
  strcpy(Expected, F->Sizes);
  const struct btf_type *T = find(F->Name, BTF_KIND_FUNC);
  if (!T)
    return;
  T = btf__type_by_id(Types, T->type);
  sprintf(Read, "%lld", sizeOf(T->type));
  for (__u32 I = 0; I < btf_vlen(T); ++I)
    if (btf_params(T)[I].type) // not the "..." at the end
      sprintf(Read + strlen(Read), ",%lld", sizeOf(btf_params(T)[I].type));
}

static void describeVariable(const struct fact *F, char *Read, char *Expected) {
  sprintf(Expected, "%lld", F->Size);
  const struct btf_type *T = find(F->Name, BTF_KIND_VAR);
  if (T)
    sprintf(Read, "%lld", sizeOf(T->type));
}

/// Is the fact about one of the OWNERs? They have commas between them.
static int isAsked(const struct fact *F, const char *Owners) {
  char List[1024], Owner[70];
  snprintf(List, sizeof(List), ",%s,", Owners);
  snprintf(Owner, sizeof(Owner), ",%s,", F->Owner);
  return strstr(List, Owner) != NULL;
}

static int compare(FILE *Facts, const char *Owners) {
  int Asked = 0, Different = 0;
  struct fact F;
  while (nextFact(Facts, &F)) {
    char Read[512] = "nothing", Expected[512] = "";
    if (!isAsked(&F, Owners))
      continue;
    ++Asked;
    if (!strcmp(F.Word, "member"))
      describeMember(&F, Read, Expected);
    else if (!strcmp(F.Word, "enumerator"))
      describeEnumerator(&F, Read, Expected);
    else if (!strcmp(F.Word, "function"))
      describeFunction(&F, Read, Expected);
    else
      describeVariable(&F, Read, Expected);
    if (!strcmp(Read, Expected))
      continue;
    ++Different;
    printf("%s %s %s: %s, gdb says %s\n", F.Word, F.Type, F.Name, Read,
           Expected);
  }
  printf("%d asked, %d different\n", Asked, Different);
  return !Asked || Different;
}

int main(int Argc, char **Argv) {
  FILE *Facts = Argc > 3 ? fopen(Argv[1], "r") : NULL;
  if (!Facts) {
    fprintf(stderr, "usage: libbpf-types FACTS OWNERS BTF [BASE]\n");
    return 2;
  }
  struct btf *Base = Argc > 4 ? btf__parse(Argv[4], NULL) : NULL;
  if (Argc > 4 && !Base) {
    printf("%s: libbpf refuses it: %s\n", Argv[4], strerror(errno));
    return 1;
  }
  Types = btf__parse_split(Argv[3], Base);
  if (!Types) {
    printf("%s: libbpf refuses it: %s\n", Argv[3], strerror(errno));
    return 1;
  }
  return compare(Facts, Argv[2]);
}
