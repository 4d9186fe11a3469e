# shellcheck shell=bash
# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# A command of the README on a fresh machine: in a clean root, a Debian in a folder
# with nothing installed by hand. What passes only because somebody has installed
# something fails there. Sourced after common.sh, where nothing has set traps.
#
# A root is made for one run and removed after it, so that it cannot grow old; packages
# are kept in the cache, and the caches of kernels are bound in. What is mounted is
# mounted in a namespace of its own: it goes with the last process in there, however
# that ends, and who removes the root sees only empty folders in those places.
#
# shellcheck disable=SC2154 # $cache and $root are common.sh's
. "$root/scripts/lib/debian.sh"

# where the copy of this tree is in a clean root
place=srv/btfgen

# suiteOf [WORD]: what follows --fresh, if it is a suite and not the next option.
suiteOf() {
  case ${1:-} in
  '' | -*) echo bookworm ;;
  *) echo "$1" ;;
  esac
}

# inCleanRoot SUITE COMMAND...: runs it there, in a copy of this tree. Returns its exit
# status, or 125 where there could be no clean root.
inCleanRoot() {
  local suite=$1 status=0 lock
  shift
  [[ $suite =~ ^[a-z]+$ ]] || { say "not a suite of Debian: $suite" && return 125; }
  [ "$(id -u)" = 0 ] || { say "a clean root can only be made by root: sudo $* --fresh $suite" && return 125; }
  # A subshell, since a package that cannot be had is the end of a script.
  (needPackages mmdebstrap git tar util-linux) || return 125
  have mmdebstrap || { say "a clean root is made by mmdebstrap, which is missing" && return 125; }
  trap removeRoot EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  mkdir -p "$cache/fresh" "$cache/packages/$suite" || return 125
  removeLeftRoots
  # fresh is the folder of this run: root/, and what it is made of
  lock=$(mktemp "$cache/fresh/$suite.XXXXXX.lock") && exec 9>"$lock" && flock 9 && fresh=${lock%.lock} && mkdir "$fresh" ||
    return 125
  say "== a clean root of $suite"
  makeRoot "$suite" && copyTree "$fresh/root/$place" || return 125
  contained bash -c "$enterRoot" enter "$fresh/root" "$cache" "$place" "$@" || status=$?
  keepPackages "$suite"
  removeRoot
  return "$status"
}

# contained COMMAND...: in namespaces of its own, which it cannot outlive, nor this shell. In the
# background, because a shell looks at its signals only when what it waits for is "wait".
contained() {
  local status=0
  setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child --mount-proc "$@" </dev/null 9>&- &
  inside=$!
  wait "$inside" || status=$?
  inside=
  return "$status"
}

# The first process of a clean root: bash -c "$enterRoot" enter ROOT CACHE PLACE COMMAND...
# Started in the background, it has inherited that SIGINT is ignored.
# shellcheck disable=SC2016 # for the inner shell
enterRoot='
  set -e
  clean=$1 cache=$2 place=$3
  shift 3
  mkdir -p "$clean/root/.cache/btfgen"
  mount --bind "$cache" "$clean/root/.cache/btfgen"
  mount -t proc proc "$clean/proc"
  mount --rbind /sys "$clean/sys"
  mount --rbind /dev "$clean/dev"
  variables=(HOME=/root "TERM=${TERM:-dumb}" PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
  for name in CI {http,https,ftp,no}_proxy {HTTP,HTTPS,FTP,NO}_PROXY; do
    [ -z "${!name:-}" ] || variables+=("$name=${!name}")
  done
  exec chroot "$clean" /usr/bin/env -i --default-signal -C "/$place" "${variables[@]}" "$@"'

# makeRoot SUITE: $fresh/root, from the archive and through the proxies that this system
# installs from. Where that is no Debian archive, mmdebstrap knows one.
makeRoot() {
  local options=(--mode=root --format=directory --variant=minbase --aptopt="$fresh/apt.conf" --dpkgopt=force-unsafe-io)
  # Programs of this system are not there.
  apt-config dump 2>/dev/null |
    grep -vE '^Acquire::(IndexTargets|Changelogs|CompressionTypes|cdrom)|-Auto-Detect ' | grep '^Acquire::' >"$fresh/apt.conf" || true
  debianSources "$1" >"$fresh/sources.list"
  ! grep -q ' https:' "$fresh/sources.list" || options+=(--include=ca-certificates)
  set -- "$1" "$fresh/root"
  [ ! -s "$fresh/sources.list" ] || set -- "$@" "$fresh/sources.list"
  contained mmdebstrap "${options[@]}" "$@" >"$fresh/log" 2>&1 || { tail -n 20 "$fresh/log" >&2 && return 1; }
  cp -L /etc/resolv.conf /etc/hosts "$fresh/root/etc/" || return
  cp -al "$cache/packages/$1/." "$fresh/root/var/cache/apt/archives/" || true
}

# debianSources SUITE: lines for sources.list, or nothing where this system names no archive.
debianSources() {
  local mirror keys=/usr/share/keyrings/debian-archive-keyring.gpg
  mirror=$(debianMirror) || true
  # A fresh image has no package lists, of which apt would tell.
  [ -n "$mirror" ] || ! have apt-get || { apt-get -qq update >/dev/null 2>&1 && mirror=$(debianMirror); } || true
  mirror=${mirror%/}
  [ -n "$mirror" ] || return 0
  echo "deb [signed-by=$keys] $mirror $1 main"
  case $1 in
  sid | unstable) ;;
  *) printf "deb [signed-by=$keys] %s main\n" "$mirror $1-updates" "$mirror-security $1-security" ;;
  esac
}

# keepPackages SUITE: what was installed there, and can still be had.
keepPackages() {
  local archives=$fresh/root/var/cache/apt/archives
  compgen -G "$fresh/root/var/lib/apt/lists/*_Packages*" >/dev/null || return 0
  chroot "$fresh/root" apt-get -qq autoclean >/dev/null 2>&1 || return 0
  rm -f "$cache/packages/$1"/*.deb
  find "$archives" -maxdepth 1 -name '*.deb' -exec ln -f -t "$cache/packages/$1" {} + || true
}

# copyTree DIR: what git tracks here, as it is now, in a repository of its own.
copyTree() {
  local new name git=(env GIT_CONFIG_GLOBAL=/dev/null git -C "$1")
  new=$(git -C "$root" ls-files --others --exclude-standard) || { say "this tree is not git's" && return 1; }
  [ -z "$new" ] || { say "left out, since git does not know them:" && say "$new"; }
  mkdir -p "$1" || return
  (cd "$root" && git ls-files -z | while IFS= read -r -d '' name; do
    [ ! -e "$name" ] && [ ! -L "$name" ] || printf '%s\0' "$name"
  done | tar -c --null -T -) | tar -x --no-same-owner -C "$1" || return
  "${git[@]}" init -q --template= && "${git[@]}" add --all --force &&
    "${git[@]}" -c user.name=fresh -c user.email=fresh@localhost commit -q -m 'As it is'
}

# removeRoot: with nobody in it. Those inside die with their first process, and that
# soon after what has started it.
removeRoot() {
  trap - EXIT
  trap '' HUP INT TERM
  # This shell would say "Killed" otherwise.
  [ -z "${inside:-}" ] || { kill -KILL "$inside" && wait "$inside"; } 2>/dev/null || true
  [ -z "${fresh:-}" ] || removeFolder "$fresh"
  fresh=
}
removeFolder() {
  local seconds=0 said
  if grep -qF " $1/" /proc/self/mountinfo; then
    say "not removed, since something is mounted there: $1"
    return 1
  fi
  until said=$(rm -rf --one-file-system "$1" 2>&1); do
    [ $((seconds += 1)) -le 30 ] || { say "$said" && return 1; }
    sleep 1
  done
  rm -f "$1.lock"
}
# Of runs that were killed: nobody holds their lock.
removeLeftRoots() {
  local left
  for left in "$cache"/fresh/*.lock; do
    [ ! -e "$left" ] || ! flock -n "$left" true || removeFolder "${left%.lock}" || true
  done
}
