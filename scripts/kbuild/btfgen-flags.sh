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

# What the kernel's own Makefiles ask for, and what its BTF parser knows.
features=+float
from 6 11 || features=$features,-decl_tag_kfuncs
if from 6 16; then features=$features,+attributes; fi
if from 7 1; then features=$features,+layout; fi
from 7 0 || features=$features,-sorted
options="--features=$features --lang-exclude=rust"

case $what in
vmlinux)
	if set_to_y CONFIG_DEBUG_INFO_BTF_VARS; then options="$options --vars=all"; fi
	;;
module)
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
