/*===- libbpf-dedup.c - What would libbpf still merge? -------------------===*\
 *
 * Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
 * See LICENSE for license information.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===----------------------------------------------------------------------===*
 *
 * libbpf-dedup [--base BASE] FILE
 *
 * Loads BTF (raw, or the .BTF section of an ELF file) with libbpf, runs its
 * deduplication and prints "N types, M removed". The types of the base are not
 * counted. Exit status: 0 nothing was removed; 1 something was, or libbpf
 * refuses the file; 2 usage.
 *
\*===----------------------------------------------------------------------===*/

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static struct btf *load(const char *path, struct btf *base) {
  struct btf *btf =
      base ? btf__parse_split(path, base) : btf__parse(path, NULL);
  if (!btf)
    fprintf(stderr, "libbpf-dedup: %s: libbpf does not load it: %s\n", path,
            strerror(errno));
  return btf;
}

static const char *nameOf(const struct btf *btf, unsigned id) {
  const struct btf_type *type = btf__type_by_id(btf, id);
  const char *name = type ? btf__name_by_offset(btf, type->name_off) : NULL;
  return name && *name ? name : "(anon)";
}

/* Names the first few types whose count has shrunk: where to look. The order of
 * the survivors is that of the input, so the first difference is at a removal.
 */
static void explain(const struct btf *before, const struct btf *after,
                    unsigned first) {
  unsigned old = first, new = first, shown = 0;
  while (old < btf__type_cnt(before) && shown < 10) {
    const struct btf_type *o = btf__type_by_id(before, old);
    const struct btf_type *n =
        new < btf__type_cnt(after) ? btf__type_by_id(after, new) : NULL;
    if (n && o->info == n->info &&
        !strcmp(nameOf(before, old), nameOf(after, new))) {
      new += 1;
    } else {
      fprintf(stderr, "libbpf-dedup: removed [%u] kind %u '%s'\n", old,
              btf_kind(o), nameOf(before, old));
      shown++;
    }
    old++;
  }
}

int main(int argc, char **argv) {
  const char *basePath = NULL;
  if (argc == 4 && !strcmp(argv[1], "--base")) {
    basePath = argv[2];
    argv += 2;
    argc -= 2;
  }
  if (argc != 2 || argv[1][0] == '-') {
    fprintf(stderr, "usage: libbpf-dedup [--base BASE] FILE\n");
    return 2;
  }
  int status = 1;
  struct btf *base = NULL, *btf = NULL, *before = NULL;
  if (basePath && !(base = load(basePath, NULL)))
    goto out;
  if (!(btf = load(argv[1], base)) || !(before = load(argv[1], base)))
    goto out;

  unsigned first = base ? btf__type_cnt(base) : 1;
  unsigned count = btf__type_cnt(btf) - first;
  int error = btf__dedup(btf, NULL);
  if (error) {
    fprintf(stderr, "libbpf-dedup: %s: btf__dedup: %s\n", argv[1],
            strerror(-error));
    goto out;
  }
  unsigned removed = count - (btf__type_cnt(btf) - first);
  printf("%u types, %u removed\n", count, removed);
  if (removed)
    explain(before, btf, first);
  status = removed != 0;

out:
  btf__free(before);
  btf__free(btf);
  btf__free(base);
  return status;
}
