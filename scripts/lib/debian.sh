# shellcheck shell=bash
# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Kernels with DWARF and the newest pahole, from Debian's archive, without
# touching this system's package lists. Sourced after common.sh.
#
# shellcheck disable=SC2154,SC2034 # $cache is common.sh's; much here is for those who source it

# The archive that this system itself installs from.
debianMirror() {
  # shellcheck disable=SC2016 # apt expands it
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk '/\/debian\/?$/ { print; exit }'
}

# aptFor SUITE[:ARCH] COMMAND...: apt with SUITE as its only source, for machines of that
# architecture (default: this one), and its state in the cache.
aptFor() {
  local state=$cache/apt/${1/:/-} command=$2 only=()
  case $1 in *:*) only=(-o APT::Architecture="${1#*:}" -o APT::Architectures="${1#*:}") ;; esac
  shift 2
  command "$command" -qq -o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts=/dev/null "${only[@]}" \
    -o Dir::State::Lists="$state/lists" -o Dir::Cache="$state/cache" -o APT::Sandbox::User="$(id -un)" "$@"
}

# useSuite SUITE[:ARCH]: its package lists, at most a day old.
useSuite() {
  local suite=${1%:*} state=$cache/apt/${1/:/-} mirror
  local keys=/usr/share/keyrings/debian-archive-keyring.gpg
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
  [ -z "$(find "$state/stamp" -mmin -1440 2>/dev/null)" ] || return 0
  have apt-get || { say "no apt-get"; return 1; }
  mirror=$(debianMirror)
  [ -n "$mirror" ] || { say "this system names no Debian archive"; return 1; }
  mirror=${mirror%/}
  {
    echo "deb [signed-by=$keys] $mirror $suite main"
    case $suite in
    bullseye | sid | experimental) ;;
    *) echo "deb [signed-by=$keys] $mirror-security $suite-security main" ;;
    esac
  } >"$state/sources.list"
  # Without the option a network that is not there is only worth a warning.
  aptFor "$1" apt-get -o APT::Update::Error-Mode=any update >&2 || { say "cannot read the package lists of $1"; return 1; }
  touch "$state/stamp"
}

# newestPackage SUITE[:ARCH] PATTERN [N]: the names of the N newest packages, one if N is not given, that match the
# shell pattern, the newest last; by version order.
newestPackage() {
  local name
  aptFor "$1" apt-cache pkgnames | while read -r name; do
    # shellcheck disable=SC2053 # a pattern on purpose
    if [[ $name == $2 ]]; then echo "$name"; fi
  done | sort -V | tail -n "${3:-1}"
}

# unpackKernel SUITE[:ARCH] PATTERN DIR WITNESS MODULE...: prints DIR/vmlinux, a kernel with DWARF
# from the newest package that matches, kept in the cache. Below modules/ beside it are, in the
# kernel's folders, those that match the MODULE patterns; WITNESS is the name of one of them,
# without which DIR is made anew.
unpackKernel() {
  local suite=$1 pattern=$2 dir=$3 witness=$4 name new
  shift 4
  if [ ! -e "$dir/vmlinux" ] || ! hasModule "$dir/modules" "$witness"; then
    useSuite "$suite" || return 1
    name=$(newestPackage "$suite" "$pattern") || true
    [ -n "$name" ] || { say "$suite has no package $pattern"; return 1; }
    say "getting $name of $suite (about 1 GB)"
    new=$dir.new
    rm -rf "$new" && mkdir -p "$new"
    (cd "$new" && aptFor "$suite" apt-get download "$name" >&2) || { rm -rf "$new"; say "cannot download $name"; return 1; }
    # Kernels moved from /usr/lib/debug/boot/vmlinux-V to .../lib/modules/V/vmlinux.
    dpkg-deb --fsys-tarfile "$new"/*.deb |
      tar -x -C "$new" --wildcards '*/boot/vmlinux-*' '*/modules/*/vmlinux' "$@" 2>/dev/null || true
    find "$new" -type f -name 'vmlinux*' -exec mv {} "$new/vmlinux" \;
    find "$new/usr" -depth -type d -path '*/modules/*/kernel' -exec mv {} "$new/modules" \;
    [ -s "$new/vmlinux" ] || { rm -rf "$new"; say "$name holds no vmlinux"; return 1; }
    hasModule "$new/modules" "$witness" || { rm -rf "$new"; say "$name holds no $witness"; return 1; }
    basename "$new"/*.deb .deb >"$new/version"
    rm -rf "${new:?}/usr" "$new"/*.deb "$dir"
    mv "$new" "$dir"
  fi
  echo "$dir/vmlinux"
}
hasModule() { [ -n "$(find "$1" -name "$2" -print -quit 2>/dev/null)" ]; }

# getKernel SUITE PATTERN: prints the path of a vmlinux with DWARF, kept in the cache. Beside it are
# modules/, file systems and what has .BTF_ids: all of them would be several gigabytes.
getKernel() {
  unpackKernel "$1" "$2" "$cache/kernels/$1" nf_nat.ko '*/kernel/fs/*.ko' '*/kernel/net/ipv4/*.ko' \
    '*/kernel/net/netfilter/nf_*.ko'
}

# getAllModules, getAmdgpu: likewise for measuring, the newest cloud kernel with all its modules
# (2 GB), and the largest module that there is.
getAllModules() {
  unpackKernel sid "$(kernelPattern sid)" "$cache/kernels/sid-all" nf_nat.ko '*/kernel/*.ko'
}
getAmdgpu() {
  unpackKernel trixie "linux-image-6.12.*+deb13-$(dpkg --print-architecture)-dbg" "$cache/kernels/trixie-amdgpu" \
    amdgpu.ko '*/kernel/*/amdgpu.ko'
}

# getPahole: prints the path of the newest released pahole, runnable here. It
# comes with its own C library and is started through that library's loader, so
# this system stays as it is.
getPahole() {
  local dir=$cache/pahole new=$cache/pahole.new loader
  if [ ! -x "$dir/pahole" ]; then
    useSuite sid || return 1
    rm -rf "$new" && mkdir -p "$new/root"
    (cd "$new" && aptFor sid apt-get download pahole libdwarves1 libc6 libelf1t64 libdw1t64 libbpf1 zlib1g \
      libzstd1 liblzma5 libbz2-1.0 >&2) || { rm -rf "$new"; say "cannot download pahole"; return 1; }
    local deb
    for deb in "$new"/*.deb; do dpkg-deb -x "$deb" "$new/root"; done
    rm -f "$new"/*.deb
    loader=$(cd "$new/root" && find usr/lib -path 'usr/lib/*-linux-gnu*/ld-linux-*.so.*' -type f | head -n 1)
    [ -n "$loader" ] || { rm -rf "$new"; say "pahole's C library has no loader"; return 1; }
    cat >"$new/pahole" <<END
#!/bin/sh
here=\${0%/*}/root
exec "\$here/$loader" --library-path "\$here/$(dirname "$loader")" "\$here/usr/bin/pahole" "\$@"
END
    chmod +x "$new/pahole"
    "$new/pahole" --version >/dev/null || { say "the downloaded pahole does not run"; return 1; }
    rm -rf "$dir"
    mv "$new" "$dir"
  fi
  echo "$dir/pahole"
}

# unpackPackages NAME SUITE PACKAGE...: prints the path of a folder that holds what these packages of
# SUITE and all that they depend on install, C library included, and a list of their "versions"; kept in
# the cache under NAME. Scripts of packages are not run. What is linked with libraries is started by "runIn".
unpackPackages() {
  local dir=$cache/$1 suite=$2 new=$cache/$1.new
  shift 2
  if [ ! -d "$dir" ]; then
    useSuite "$suite" || return 1
    say "getting $* of $suite"
    rm -rf "$new" && mkdir -p "$new/archives/partial" && : >"$new/status"
    # With an empty list of what is installed, nothing that is needed stays behind.
    (cd "$new" && aptFor "$suite" apt-get -o Dir::State::status="$new/status" -o Dir::Cache::archives="$new/archives" \
      -o Debug::NoLocking=1 --no-install-recommends --yes --download-only install "$@" >&2) ||
      { rm -rf "$new"; say "cannot download $*"; return 1; }
    mkdir "$new/root"
    local deb
    for deb in "$new"/archives/*.deb; do
      dpkg-deb -x "$deb" "$new/root" || { rm -rf "$new"; return 1; }
      # shellcheck disable=SC2016 # dpkg-deb expands it
      dpkg-deb --show --showformat='${Package} ${Version}\n' "$deb" >>"$new/root/versions"
    done
    mv "$new/root" "$dir"
    rm -rf "$new"
  fi
  echo "$dir"
}

# runIn ROOT PROGRAM [ARGUMENT]...: runs a program with the C library and the other libraries of ROOT,
# which unpackPackages has filled.
runIn() {
  local loader libraries
  # In older suites the C library is not below usr.
  loader=$(find "$1"/usr/lib "$1"/lib -maxdepth 2 -path '*/*-linux-gnu*/ld-linux-*.so.*' 2>/dev/null | head -n 1) || true
  libraries=$(printf '%s:' "$(dirname "$loader")" "$1"/usr/lib/*-linux-gnu "$1"/usr/lib/llvm-*/lib)
  shift
  "$loader" --library-path "${libraries%:}" "$@"
}

# getConsumers: the newest programs that read BTF, and libbpf; prints what unpackPackages does.
getConsumers() { unpackPackages consumers sid bpftool libbpf-dev python3-drgn bpftrace; }

# buildGo OUT SOURCE: builds a Go program that uses cilium/ebpf, statically linked, and prints the version of cilium/ebpf.
buildGo() {
  local dir go
  dir=$(unpackPackages go sid golang-go golang-github-cilium-ebpf-dev) || return
  go=$(echo "$dir"/usr/lib/go-*)
  env GOROOT="$go" GOPATH="$dir/usr/share/gocode" GO111MODULE=off GOTOOLCHAIN=local CGO_ENABLED=0 \
    GOCACHE="$cache/go-build" "$go/bin/go" build -o "$1" "$2" >&2 || return
  sed -nE 's/^golang-github-cilium-ebpf-dev ([0-9.]+).*/\1/p' "$dir/versions"
}

# getKernelSource SUITE VERSION: prints the path of the source that the suite's kernel
# VERSION (such as 7.2) is built from, kept in the cache. Documentation and the kernel's
# own tests stay behind.
getKernelSource() {
  local suite=$1 version=$2 dir=$cache/source/$2 new=$cache/source/$2.new
  if [ ! -e "$dir/Makefile" ]; then
    useSuite "$suite" || return 1
    say "getting the source of Linux $version"
    rm -rf "$new" && mkdir -p "$new/tree"
    (cd "$new" && aptFor "$suite" apt-get download "linux-source-$version" >&2) ||
      { rm -rf "$new"; say "cannot download linux-source-$version"; return 1; }
    dpkg-deb --fsys-tarfile "$new"/*.deb | tar -xO --wildcards "./usr/src/linux-source-$version.tar.xz" | xz -dc |
      tar -x -C "$new/tree" --strip-components=1 --exclude='*/Documentation/[a-z]*' --exclude='*/tools/testing/*' ||
      { rm -rf "$new"; say "cannot unpack linux-source-$version"; return 1; }
    rm -rf "$dir"
    mv "$new/tree" "$dir"
    rm -rf "$new"
  fi
  echo "$dir"
}

# getResolveBtfids VERSION: prints the path of that kernel's own program of this name, built from its
# source and kept in the cache.
getResolveBtfids() {
  local dir=$cache/resolve_btfids/$1 tree='' suite
  if [ ! -x "$dir/resolve_btfids" ]; then
    for suite in experimental sid; do
      [ -n "$tree" ] || tree=$(getKernelSource "$suite" "$1") || true
    done
    [ -n "$tree" ] || return 1
    mkdir -p "$dir"
    make -s -C "$tree/tools/bpf/resolve_btfids" OUTPUT="$dir/" >"$dir/log" 2>&1 || { tail -n 5 "$dir/log" >&2 && return 1; }
  fi
  echo "$dir/resolve_btfids"
}

# lockKernelSource TREE: waits until no other script works with it, until the shell ends; and takes
# out of it what scripts/kbuild/apply has put there.
lockKernelSource() {
  exec 9>"$1.lock"
  flock -n 9 || { say "waiting for another script that works in $1" && flock 9; }
  [ ! -e "$1/btfgen.patch" ] || { patch -s -R -d "$1" -p1 <"$1/btfgen.patch" && rm "$1/btfgen.patch"; }
}

# What the build of a 7.2 kernel asks of the program that makes its BTF, by name.
kernelFeatures=encode_force,var,float,enum64,decl_tag,type_tag,optimized_func,consistent_func
kernelFeatures+=,decl_tag_kfuncs,attributes,layout

# The three kernels that the tests use: SUITE PATTERN, one compiler generation each.
kernelSuites=(bookworm trixie sid)
kernelPattern() {
  local arch
  arch=$(dpkg --print-architecture)
  case $1 in
  bookworm) echo "linux-image-6.1.0-*-cloud-$arch-dbg" ;;
  trixie) echo "linux-image-6.12.*-cloud-$arch-dbg" ;;
  sid) echo "linux-image-[0-9]*-cloud-$arch-dbg" ;;
  esac
}
