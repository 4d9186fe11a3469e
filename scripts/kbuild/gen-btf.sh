#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Part of btfgen.
#
# usage: gen-btf.sh ELF
#        gen-btf.sh --btf_base VMLINUX MODULE... | @LIST
#        gen-btf.sh --btf_base VMLINUX --extra MODULE
#
# BTF for a kernel and its modules, called as the kernel's script of this name
# (scripts/gen-btf.sh, from Linux 7.0) is:
#
# - without a base, ELF is a kernel's first link. It stays as it is; ELF.btf.o,
#   an object that holds the section .BTF, and, from 7.0 on, ELF.BTF_ids, the
#   section of that name with its ids, are for the links that follow. With
#   CONFIG_DEBUG_INFO_BTF_INLINE the object has .BTF.inline, too.
# - with a base, the modules get .BTF, out-of-tree ones .BTF.base too, and the
#   ids in .BTF_ids, all in place and in one run. A file LIST names more modules
#   than a command line can hold.
# - with --extra, MODULE gets a .BTF that describes the variables of VMLINUX.
#
# In the environment, which the kernel's Makefiles have filled: BTFGEN and
# BTF_EMBED, if they are not in PATH; what btfgen-flags.sh looks at.

set -e

usage() {
	sed -n 's/^# \(usage: .*\|       gen-btf.*\)/\1/p' "$0" >&2
	exit 2
}

base=
extra=
while [ $# -gt 0 ]; do
	case $1 in
	--btf_base)
		[ $# -ge 2 ] || usage
		base=$2
		shift
		;;
	--extra) extra=extra ;;
	-*) usage ;;
	*) break ;;
	esac
	shift
done
[ $# -gt 0 ] || usage

here=$(dirname "$0")
: "${BTFGEN:=btfgen}" "${BTF_EMBED:=btf-embed}"
# What cannot be described is no news in every build.
quiet=--quiet
case $KBUILD_VERBOSE in
*1*)
	set -x
	quiet=
	;;
esac

# shellcheck disable=SC2086 # nothing, or a word
flags() {
	echo $quiet
	${CONFIG_SHELL:-sh} "$here/btfgen-flags.sh" "$@"
}

# Flags are words.
# shellcheck disable=SC2046,SC2086
if [ -n "$extra" ]; then
	if [ -z "$base" ] || [ $# != 1 ]; then usage; fi
	# A btfgen that fails leaves nothing to embed, which btf-embed refuses.
	"$BTFGEN" $(flags extra) --base "$base" -o - "$base" | "$BTF_EMBED" --section .BTF=- "$1"
elif [ -n "$base" ]; then
	# 3: a module without debug information, such as one of assembly, has no BTF.
	"$BTFGEN" $(flags module) --base "$base" --resolve-ids "$@" || [ $? = 3 ]
else
	[ $# = 1 ] || usage
	first=$1
	trap 'rm -f "$first.BTF" "$first.BTF.ids" "$first.BTF.inline"' EXIT
	# Before 7.0, ids are filled in after the last link.
	ids=
	[ "${VERSION:-7}" -lt 7 ] || ids=--resolve-ids
	"$BTFGEN" $(flags) $ids -o "$first.BTF" "$first"
	[ ! -f "$first.BTF.ids" ] || mv "$first.BTF.ids" "$first.BTF_ids"
	"$BTF_EMBED" --object "$first.btf.o" --like "$first" --no-symbols "$first.BTF"
	[ ! -f "$first.BTF.inline" ] || "$BTF_EMBED" --alloc --section ".BTF.inline=$first.BTF.inline" "$first.btf.o"
fi
