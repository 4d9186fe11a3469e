// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// usage: libbpf-core FACTS OBJECT TYPES VMLINUX [NAME=MODULE]...
//
// Has libbpf load core-object.bpf.o into a kernel with the BTF of VMLINUX and
// MODULEs (pretend-kernel.h). CO-RE is done with TYPES, or with those of that
// kernel if it is "-". Prints each answer that is not what gdb says in FACTS,
// each function or variable that was not found where it is, and each program
// that did not come; exits 1 if there was something.

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdlib.h>

#include "facts.h"
#include "pretend-kernel.h"

enum { MaxModules = 64 };
static struct {
  const char *Name;
  struct btf *Types;
} Modules[MaxModules];
static int NumModules;

static struct fact *Facts;
static int NumFacts;

static int Programs, Asked, Different;

static void expect(const struct fact *F, char Word, long long Read,
                   long long Expected) {
  ++Asked;
  if (Read == Expected)
    return;
  ++Different;
  printf("%c %s %s: %lld, gdb says %lld\n", Word, F->Type, F->Name, Read,
         Expected);
}

/// Of an enumerator: a number of 64 bits, or one of 32, which libbpf takes for
/// signed.
static void expectValue(const struct fact *F, long long Read) {
  long long Expected = *F->Value == '-'
                           ? strtoll(F->Value, NULL, 10)
                           : (long long)strtoull(F->Value, NULL, 10);
  if (Expected >= -0x80000000LL && Expected <= 0xffffffffLL)
    expect(F, 'e', (__s32)Read, (__s32)Expected);
  else
    expect(F, 'e', Read, Expected);
}

/// A function or variable was found if the id leads to its name, in the BTF of
/// its owner.
static void expectId(const struct fact *F, int Fd, __u32 Id) {
  const char *Owner = nameOfBTF(Fd), *Name = "nothing";
  for (int I = 0; Owner && I < NumModules; ++I) {
    if (strcmp(Modules[I].Name, Owner))
      continue;
    const struct btf_type *T = btf__type_by_id(Modules[I].Types, Id);
    if (T)
      Name = btf__name_by_offset(Modules[I].Types, T->name_off);
  }
  ++Asked;
  if (Owner && !strcmp(Owner, F->Owner) && !strcmp(Name, F->Name))
    return;
  ++Different;
  printf("%s %s of %s: led to %s of %s\n", F->Word, F->Name, F->Owner, Name,
         Owner ? Owner : "nothing");
}

/// libbpf puts an instruction that fails where something is not there.
static int isLoad(const struct bpf_insn *I) {
  return I->code == (BPF_ALU64 | BPF_MOV | BPF_K) ||
         I->code == (BPF_LD | BPF_IMM | BPF_DW);
}

static void judge(const struct loadedProgram *P) {
  int Line = atoi(P->Name + 1);
  if (!Line || Line > NumFacts) // a name like libbpf's own
    return;
  const struct fact *F = Facts + Line - 1;
  long long Value = P->First[0].imm;
  if (P->First[0].code == (BPF_LD | BPF_IMM | BPF_DW))
    Value = (__u32)P->First[0].imm | (long long)P->First[1].imm << 32;
  if (P->Name[0] != 'f' && !isLoad(P->First))
    Value = -1000000;
  switch (P->Name[0]) {
  case 'o':
    expect(F, 'o', Value * 8, F->Offset);
    break;
  case 's':
    expect(F, 's', Value, F->Size);
    break;
  case 't':
    expect(F, 't', Value, F->TypeSize);
    break;
  case 'x':
    expect(F, 'x', Value, 0);
    break;
  case 'e':
    expectValue(F, Value);
    break;
  case 'f':
    expectId(F, P->AttachFd, P->AttachId);
    break;
  case 'v':
    expectId(F, P->First[1].imm, P->First[0].imm);
    break;
  }
}

static char Said[1 << 16];
static int keepWords(enum libbpf_print_level Level, const char *Format,
                     va_list Args) {
  size_t Used = strlen(Said);
  if (Level != LIBBPF_DEBUG)
    vsnprintf(Said + Used, sizeof(Said) - Used, Format, Args);
  return 0;
}

static int readFacts(const char *Path) {
  FILE *File = fopen(Path, "r");
  Facts = calloc(1 << 14, sizeof(*Facts));
  while (File && NumFacts < 1 << 14 && nextFact(File, Facts + NumFacts))
    ++NumFacts;
  return NumFacts > 0;
}

static int addModule(const char *Name, const char *Path) {
  struct btf *Base = NumModules ? Modules[0].Types : NULL;
  struct btf *Types = btf__parse_split(Path, Base);
  if (NumModules == MaxModules || !Types || !pretendToHave(Name, Path))
    return 0;
  Modules[NumModules].Name = Name;
  Modules[NumModules++].Types = Types;
  return 1;
}

/// Loads the object, all that it wants found in the kernel or in TYPES.
static int load(const char *Path, const char *Types) {
  LIBBPF_OPTS(bpf_object_open_opts, Options);
  if (strcmp(Types, "-"))
    Options.btf_custom_path = Types;
  struct bpf_object *Object = bpf_object__open_file(Path, &Options);
  struct bpf_program *P;
  if (Object)
    bpf_object__for_each_program(P, Object)++ Programs;
  if (Object && !bpf_object__load(Object))
    return 1;
  printf("libbpf does not load %s: %s\n%s", Path, strerror(errno), Said);
  return 0;
}

int main(int Argc, char **Argv) {
  if (Argc < 5 || !readFacts(Argv[1])) {
    fprintf(stderr, "usage: libbpf-core FACTS OBJECT TYPES VMLINUX "
                    "[NAME=MODULE]...\n");
    return 2;
  }
  libbpf_set_print(keepWords);
  int Good = addModule("vmlinux", Argv[4]);
  for (int I = 5; I < Argc && Good; ++I) {
    char *Path = strchr(Argv[I], '=');
    *Path = 0;
    Good = addModule(Argv[I], Path + 1);
  }
  if (!Good) {
    printf("libbpf refuses one of the BTFs: %s\n", strerror(errno));
    return 1;
  }
  if (!load(Argv[2], Argv[3]))
    return 1;
  for (int I = 0; I < NumLoaded; ++I)
    judge(Loaded + I);
  printf("%d asked by %d programs, %d different\n", Asked, Programs, Different);
  return !Asked || Asked != Programs || Different;
}
