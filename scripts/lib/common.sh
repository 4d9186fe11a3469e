# shellcheck shell=bash
# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What the scripts share: messages, packages of this system, building.
# Sourced; the caller has said `set -euo pipefail`.
#
# shellcheck disable=SC2034 # much here is for those who source it

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/btfgen
jobs=$(nproc)
# bpftool lives in sbin, and only root has it in PATH; llvm-readelf and llvm-objcopy have a plain
# name only in LLVM's own folder.
PATH=$PATH:/usr/sbin:/sbin:/usr/lib/llvm-19/bin

say() { printf '%s\n' "$*" >&2; }
die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# help FILE: the comment that opens a script, from the line after the licence.
help() { awk '/SPDX-License-Identifier/ { on = 1; getline; next } on && !/^#/ { exit } on { sub(/^# ?/, ""); print }' "$1"; }

asRoot() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    die "root is needed (or sudo) for: $*"
  fi
}

# needPackages PACKAGE...: installs those that are missing, and says so. On a
# system other than Debian it names them and goes on: what is really missing
# will say so itself.
needPackages() {
  local missing=() name
  if ! have dpkg-query || ! have apt-get; then
    say "not a Debian system; needed are the equivalents of: $*"
    return 0
  fi
  for name in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "installing: ${missing[*]}"
  # A fresh image has no package lists, or lists whose packages are gone.
  installNow "${missing[@]}" || { asRoot apt-get -qq update && installNow "${missing[@]}"; } ||
    die "cannot install: ${missing[*]}"
}

# quietly and without questions
installNow() { asRoot env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@" >/dev/null 2>&1; }

# What the scripts and tests start or include must be named here: a package that is installed
# because another recommends it, or by hand, is not on a fresh machine. scripts/check --fresh
# looks, in a Debian of which nothing else is there. A program that only some systems have is a
# feature in test/lit.cfg.py; in CI a test that is skipped has failed.
buildPackages=(
  cmake ninja-build g++ llvm-19-dev llvm-19-tools zlib1g-dev libzstd-dev liblzma-dev liblz4-dev libbz2-dev python3
  node-d3-hierarchy # a file of 14 kB, for the treemap of --report-html
)
# what CMake asks for to build the tests' own programs
testBuildPackages=(libbpf-dev libelf-dev libgtest-dev googletest)
demoPackages=(bpftool gcc binutils time)
testPackages=(
  clang-19 lld-19 clang-format-19 clang-tidy-19
  libclang-rt-19-dev # sanitizers and libFuzzer, for test/fuzz
  gcc binutils dwz elfutils gdb make qemu-user
  binutils-{aarch64,riscv64,s390x,powerpc64,powerpc64le,mips}-linux-gnu binutils-arm-linux-gnueabi
  gcc-s390x-linux-gnu # GCC's bit-fields in the other byte order
  bpftool git kmod mandoc shellcheck strace time valgrind
  xz-utils # test/fuzz/corpus.tar.xz, test/formats/compressed-file
  lz4 zstd # test/formats/compressed-file, boot-image
  pkgconf # test/usage/library
  zsh fish # test/usage/completion
  ninja-build dpkg rpm libarchive-tools slurm-wlm munge procps # test/archive
  libdebuginfod1 # test/debug-files
)
# to build and boot a kernel
kernelPackages=(
  build-essential bc bison cpio flex kmod libelf-dev libssl-dev patch python3 xz-utils
  bpftool clang-19 libbpf-dev pkgconf # programs that look around in it
  busybox-static qemu-system-x86
)
# the same by Clang, with units in Rust: of sid
rustPackages=(clang lld llvm rustc rust-src bindgen)

# to look at the pages of --report-html
browserPackages=(chromium fonts-dejavu-core python3 bpftool gdb)

# to ask kernels what they say of BTF
verifyPackages=(gcc libc6-dev linux-libc-dev binutils cpio lz4 python3 qemu-system-x86 xz-utils zstd)

# build DIR [CMake option]...: configures and builds everything; warnings are errors.
build() {
  local dir=$1
  shift
  mkdir -p "$dir"
  cmake -S "$root" -B "$dir" -G Ninja "$@" >"$dir/build.log" 2>&1 &&
    ninja -C "$dir" -j "$jobs" >>"$dir/build.log" 2>&1 && return 0
  tail -n 60 "$dir/build.log" >&2
  return 1
}
