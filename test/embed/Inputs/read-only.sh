#!/usr/bin/env bash
# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# read-only.sh BTF-EMBED OBJECT BTF: lets BTF-EMBED add BTF to a read-only copy in a read-only
# folder. Root may write everything, so for root another user does it, from a place
# that this user can reach.
set -euo pipefail
# lit gives each run a temporary folder that only its own user can enter.
export TMPDIR=/tmp
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir" && rm -rf "$dir"' EXIT
cp "$1" "$dir/btf-embed" && cp "$3" "$dir/btf"
mkdir "$dir/files"
cp "$2" "$dir/files/x.o"
chmod 444 "$dir/files/x.o"
chmod 555 "$dir" "$dir/btf-embed" "$dir/btf" "$dir/files"
other=()
[ "$(id -u)" != 0 ] || other=(setpriv --reuid=65534 --regid=65534 --clear-groups --)
for option in --quiet --compact; do
  status=0
  "${other[@]}" "$dir/btf-embed" "$option" --section .BTF="$dir/btf" "$dir/files/x.o" || status=$?
  echo "status $status"
done
echo "files: $(ls "$dir/files")"
cmp "$2" "$dir/files/x.o" && echo unchanged
