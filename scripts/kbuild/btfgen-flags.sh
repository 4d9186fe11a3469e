#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Part of btfgen.
#
# usage: btfgen-flags.sh [module | extra]
#
# Prints btfgen's options for the kernel that is being built: for vmlinux, for
# modules, or for the BTF of all variables beside vmlinux's. In the environment:
# VERSION and PATCHLEVEL, objtree and, for modules out of tree, KBUILD_EXTMOD, as
# the kernel's Makefiles export them.

set -e

what=${1:-vmlinux}
: "${objtree:=.}" "${VERSION:=7}" "${PATCHLEVEL:=2}"

from() { # from VERSION PATCHLEVEL: that kernel or a newer one
	[ "$VERSION" -gt "$1" ] || { [ "$VERSION" -eq "$1" ] && [ "$PATCHLEVEL" -ge "$2" ]; }
}
set_to_y() {
	grep -q "^$1=y" "$objtree/include/config/auto.conf"
}

# Features, and how kfuncs are described: as this kernel expects it.
options="--target-kernel=$VERSION.$PATCHLEVEL"
# Such as that a name in .BTF_ids has no type.
if set_to_y CONFIG_WERROR; then options="$options --fatal-warnings=ids"; fi

inline() {
	if set_to_y CONFIG_DEBUG_INFO_BTF_INLINE; then options="$options --features=+inline"; fi
}

case $what in
vmlinux)
	inline
	if set_to_y CONFIG_DEBUG_INFO_BTF_INLINE; then options="$options --first-link"; fi
	if set_to_y CONFIG_DEBUG_INFO_BTF_VARS; then options="$options --vars=all"; fi
	;;
module)
	inline
	# The kernel that such a module meets may have been built again.
	if [ -n "$KBUILD_EXTMOD" ] && from 6 11; then options="$options --distill"; fi
	;;
extra) options="$options --extra" ;;
*)
	echo "$0: neither module nor extra: $what" >&2
	exit 2
	;;
esac
echo "$options"
