/*===- libbpf-merge.c - Merge with libbpf alone ----------------------------===
 *
 * Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
 * See LICENSE for license information.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 *===----------------------------------------------------------------------===
 *
 * libbpf-merge OUT BASE SPLIT...
 *
 * What btf-merge should come to, by other means: all types of the base and of
 * the splits one behind the other, references shifted, then libbpf's
 * deduplication over the whole. Exit status: 0 OUT is written, 1 an error,
 * 2 usage.
 *
 *===----------------------------------------------------------------------===*/

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Ids from "from" on are the split's own and now count from "to". */
static void shift(__u32 *id, __u32 from, __u32 to) {
  if (*id >= from)
    *id = *id - from + to;
}

static void shiftReferences(struct btf_type *type, __u32 from, __u32 to) {
  __u32 i, n = btf_vlen(type);
  switch (btf_kind(type)) {
  case BTF_KIND_PTR:
  case BTF_KIND_TYPEDEF:
  case BTF_KIND_VOLATILE:
  case BTF_KIND_CONST:
  case BTF_KIND_RESTRICT:
  case BTF_KIND_FUNC:
  case BTF_KIND_VAR:
  case BTF_KIND_DECL_TAG:
  case BTF_KIND_TYPE_TAG:
    shift(&type->type, from, to);
    break;
  case BTF_KIND_FUNC_PROTO:
    shift(&type->type, from, to);
    for (i = 0; i < n; i++)
      shift(&btf_params(type)[i].type, from, to);
    break;
  case BTF_KIND_ARRAY:
    shift(&btf_array(type)->type, from, to);
    shift(&btf_array(type)->index_type, from, to);
    break;
  case BTF_KIND_STRUCT:
  case BTF_KIND_UNION:
    for (i = 0; i < n; i++)
      shift(&btf_members(type)[i].type, from, to);
    break;
  case BTF_KIND_DATASEC:
    for (i = 0; i < n; i++)
      shift(&btf_var_secinfos(type)[i].type, from, to);
    break;
  default:
    break;
  }
}

static int append(struct btf *all, const struct btf *from, __u32 first) {
  __u32 to = btf__type_cnt(all);
  for (__u32 id = first; id < btf__type_cnt(from); id++) {
    int added = btf__add_type(all, from, btf__type_by_id(from, id));
    if (added < 0)
      return added;
    shiftReferences((struct btf_type *)btf__type_by_id(all, added), first, to);
  }
  return 0;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: libbpf-merge OUT BASE SPLIT...\n");
    return 2;
  }
  int status = 1, error = 0;
  const char *failed = argv[2];
  struct btf *all = btf__new_empty(), *base = btf__parse(argv[2], NULL);
  if (!all || !base || (error = append(all, base, 1)))
    goto out;
  for (int i = 3; i < argc; i++) {
    failed = argv[i];
    struct btf *split = btf__parse_split(argv[i], base);
    error = split ? append(all, split, btf__type_cnt(base)) : -errno;
    btf__free(split);
    if (error)
      goto out;
  }
  failed = "btf__dedup";
  if ((error = btf__dedup(all, NULL)))
    goto out;
  failed = argv[1];
  __u32 size;
  const void *data = btf__raw_data(all, &size);
  FILE *file = fopen(argv[1], "wb");
  if (!data || !file)
    goto out;
  status = fwrite(data, 1, size, file) != size;
  status |= fclose(file) != 0;
out:
  if (status)
    fprintf(stderr, "libbpf-merge: %s: %s\n", failed,
            strerror(error ? -error : errno));
  btf__free(base);
  btf__free(all);
  return status;
}
