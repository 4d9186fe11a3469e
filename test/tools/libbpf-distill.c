/*===- libbpf-distill.c - libbpf's own distilled bases --------------------===*\
 *
 * Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
 * See LICENSE for license information.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===----------------------------------------------------------------------===*
 *
 * libbpf-distill --distill BASE SPLIT OUT
 *     Distils SPLIT, raw split BTF on BASE, to OUT and OUT.base.
 * libbpf-distill --relocate SPLIT NEWBASE OUT
 *     Relocates SPLIT, raw split BTF on SPLIT.base, onto NEWBASE; the code is
 *     the kernel's.
 * libbpf-distill --available
 *     Whether this libbpf has both, and is right about them (from 1.6).
 *
 * Exit status: 0 done; 1 libbpf refuses; 2 usage; 3 this libbpf cannot do it.
 *
\*===----------------------------------------------------------------------===*/

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <stdio.h>
#include <string.h>

/* Not in the headers of an older libbpf, and null without its functions. */
extern int btf__distill_base(const struct btf *, struct btf **, struct btf **)
    __attribute__((weak));
extern int btf__relocate(struct btf *, const struct btf *)
    __attribute__((weak));

static int fail(const char *what, int error) {
  fprintf(stderr, "libbpf-distill: %s: %s\n", what,
          strerror(error < 0 ? -error : error));
  return 1;
}

static int writeTo(const struct btf *btf, const char *path,
                   const char *suffix) {
  char name[4096];
  unsigned size;
  const void *data = btf__raw_data(btf, &size);
  snprintf(name, sizeof(name), "%s%s", path, suffix);
  FILE *file = fopen(name, "wb");
  int bad = !file || !data || fwrite(data, 1, size, file) != size;
  if (file && fclose(file))
    bad = 1;
  return bad ? fail(name, 5) : 0;
}

static int distill(const char *basePath, const char *path, const char *out) {
  struct btf *base = btf__parse(basePath, NULL);
  struct btf *split = base ? btf__parse_split(path, base) : NULL;
  struct btf *newBase, *newSplit;
  if (!split)
    return fail(base ? path : basePath, 22);
  int error = btf__distill_base(split, &newBase, &newSplit);
  if (error)
    return fail(path, error);
  return writeTo(newBase, out, ".base") || writeTo(newSplit, out, "");
}

static int relocate(const char *path, const char *newPath, const char *out) {
  char name[4096];
  snprintf(name, sizeof(name), "%s.base", path);
  struct btf *base = btf__parse(name, NULL);
  struct btf *split = base ? btf__parse_split(path, base) : NULL;
  struct btf *newBase = btf__parse(newPath, NULL);
  if (!split || !newBase)
    return fail(newBase ? path : newPath, 22);
  int error = btf__relocate(split, newBase);
  return error ? fail(path, error) : writeTo(split, out, "");
}

/* 1.5 has both, but looks for contained types in the first few of the split
   ones only: it misses that a base type which others contain has another size
   (libbpf's commit 719aeb7a, "Fix incorrect traversal end type ID"). */
static int trusted(void) {
  return libbpf_major_version() > 1 ||
         (libbpf_major_version() == 1 && libbpf_minor_version() >= 6);
}

int main(int argc, char **argv) {
  const char *action = argc > 1 ? argv[1] : "";
  const int available = btf__distill_base && btf__relocate && trusted();
  if (argc == 2 && !strcmp(action, "--available"))
    return available ? 0 : 3;
  if (argc != 5 ||
      (strcmp(action, "--distill") && strcmp(action, "--relocate"))) {
    fprintf(stderr, "usage: libbpf-distill --distill BASE SPLIT OUT\n"
                    "       libbpf-distill --relocate SPLIT NEWBASE OUT\n"
                    "       libbpf-distill --available\n");
    return 2;
  }
  if (!available) {
    fprintf(stderr, "libbpf-distill: this libbpf cannot do it\n");
    return 3;
  }
  return !strcmp(action, "--distill") ? distill(argv[2], argv[3], argv[4])
                                      : relocate(argv[2], argv[3], argv[4]);
}
