#!/usr/bin/env bash
# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# full-disk.sh BTFGEN OBJECT WHOLE: lets BTFGEN add BTF to a copy of OBJECT where files may not
# grow beyond a size, for sizes from OBJECT's to that of WHOLE, the file with BTF.
set -euo pipefail
dir=$(mktemp -d) said=$(mktemp)
trap 'rm -rf "$dir" "$said"' EXIT
small=$(stat -c %s "$2") large=$(stat -c %s "$3") refused=0
for ((size = small; size < large; size += 29)); do
  cp "$2" "$dir/x.o"
  status=0
  # The kernel's signal for this would end the program: as with a full disk, only the write fails.
  (trap '' XFSZ && exec prlimit --fsize="$size" "$1" "$dir/x.o") 2>"$said" || status=$?
  [ "$refused" != 0 ] || cat "$said"
  [ "$status" = 1 ] || echo "wrong: status $status with $size bytes"
  cmp "$2" "$dir/x.o" || echo "wrong: changed with $size bytes"
  [ "$(ls -A "$dir")" = x.o ] || echo "wrong: left behind: $(ls -A "$dir")"
  refused=$((refused + 1))
done
(trap '' XFSZ && exec prlimit --fsize="$large" "$1" "$dir/x.o")
cmp "$3" "$dir/x.o" && echo "refused $refused times, each time unchanged; then added"
