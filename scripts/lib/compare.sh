# shellcheck shell=bash
# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Our BTF of whole kernels beside somebody else's: what test/e2e and scripts/check-kernels share.
# Sourced after common.sh and debian.sh; the caller has set $bin, and for "attempt" $subject, $work
# and $failed.
#
# shellcheck disable=SC2154,SC2034

# verdict NAME FILE STATUS: FILE says what went wrong where STATUS is not 0
verdict() {
  if [ "$3" = 0 ]; then
    echo "PASS: $subject: $1"
  else
    echo "FAIL: $subject: $1"
    head -n 30 "$2" | cut -c 1-400 | sed 's/^/    /'
    failed=1
  fi
}
# attempt NAME COMMAND...: passes if the command does. -e does not hold in a command whose
# status is looked at: functions called through this say "|| return" where it matters.
attempt() {
  local name=$1 status=0
  shift
  "$@" >"$work/said" 2>&1 || status=$?
  verdict "$name" "$work/said" "$status"
  return "$status"
}

# bannerOf VMLINUX: what the kernel says of itself first, "Linux version ...".
bannerOf() { LC_ALL=C grep -a -o -m 1 'Linux version [1-9][ -~]*' "$1" | head -n 1; }

versionOf() { bannerOf "$1" | awk '{ print $3 }'; }

isBefore() { [ "$1" != "$2" ] && [ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# featuresOf VERSION: what the build of that kernel asks for, of kernelFeatures; each with the
# first version whose scripts/Makefile.btf (before: scripts/pahole-flags.sh) names it, and the
# first that does not name it any more.
featuresOf() {
  local list='' name since until
  for name in ${kernelFeatures//,/ }; do
    since=0 until=999
    case $name in
    layout) since=7.1 ;;
    attributes) since=6.15 until=7.3 ;;
    decl_tag_kfuncs) since=6.10 until=7.3 ;;
    enum64) since=6.0 ;;
    esac
    isBefore "$1" "$since" || ! isBefore "$1" "$until" || list+=,$name
  done
  echo "${list#,}"
}

# targetOf FILE: the triple that clang knows an ELF file's machine by.
targetOf() {
  readelf -hW "$1" 2>/dev/null | awk -F ': *' '
    /^  Data:/ { little = /little/ } /^  Class:/ { class = $2 } /^  Machine:/ { machine = $2 }
    END {
      if (machine ~ /X86-64/) print "x86_64-linux-gnu"
      else if (machine ~ /80386/) print "i386-linux-gnu"
      else if (machine == "AArch64") print little ? "aarch64-linux-gnu" : "aarch64_be-linux-gnu"
      else if (machine == "ARM") print little ? "arm-linux-gnueabihf" : "armeb-linux-gnueabihf"
      else if (machine == "PowerPC64") print little ? "powerpc64le-linux-gnu" : "powerpc64-linux-gnu"
      else if (machine == "IBM S/390") print "s390x-linux-gnu"
      else if (machine == "RISC-V") print class == "ELF32" ? "riscv32-linux-gnu" : "riscv64-linux-gnu"
      else if (machine ~ /MIPS/) print class == "ELF32" ? (little ? "mipsel-linux-gnu" : "mips-linux-gnu") : (little ? "mips64el-linux-gnuabi64" : "mips64-linux-gnuabi64")
      else if (machine == "LoongArch") print "loongarch64-linux-gnu"
      else exit 1
    }'
}

# compiles COMPILER HEADER [OPTION]...: the C that bpftool prints is for the BPF target; on another
# one its pragma means nothing.
compiles() { "$1" "${@:3}" -std=gnu11 -w -DBPF_NO_PRESERVE_ACCESS_INDEX -fsyntax-only -x c "$2"; }

# asLinked VMLINUX COPY: the image before ids were filled into .BTF_ids. Of a finished one pahole gives
# the flags of kfuncs to others (docs/differences.md, Modules).
asLinked() {
  cp --reflink=auto "$1" "$2" || return
  readelf -SW "$1" | awk '/ \.BTF / { btf = 1 } / \.BTF_ids / { ids = 1 } END { exit !(btf && ids) }' || return 0
  "$root/test/tools/btf-ids" reset "$2"
}

# costOf FILE COMMAND...: runs it, and keeps in FILE the least of all its runs: seconds, kilobytes,
# seconds of CPU time. The last is nearly the same when others are at work.
costOf() {
  local file=$1
  shift
  /usr/bin/time --quiet -f '%e %M %U %S' -o "$file.now" "$@" || return
  cat "$file.now" >>"$file.all"
  awk '{ cpu = $3 + $4 }
    NR == 1 || $1 < seconds { seconds = $1 } NR == 1 || $2 < kB { kB = $2 } NR == 1 || cpu < least { least = cpu }
    END { print seconds, kB, least }' "$file.all" >"$file"
}

# differingFunctions THEIRS OURS: lines of btf-diff, one per function that differs by itself or by
# what it reaches
differingFunctions() {
  local status=0
  "$bin/btf-diff" --only=func --verbose "$1" "$2" || status=$?
  [ "$status" -le 1 ]
}
# functionNames: those of such lines
functionNames() { sed -nE 's/^[-+~=] FUNC ([^ :]+).*/\1/p' | LC_ALL=C sort -u; }
# isDocumented NAME: is the function's difference in docs/differences.md?
isDocumented() { grep -qsF "| \`$1\` |" "$root/docs/differences.md"; }

# unexplained VMLINUX REPORT <LINES: those of differingFunctions that neither docs/differences.md
# names nor LLVM's reader of VMLINUX speaks for; REPORT is btfgen's
unexplained() {
  cat >"$work/lines"
  functionNames <"$work/lines" >"$work/asked"
  [ -s "$work/asked" ] || return 0
  "$bin/function-witness" "$1" "$2" "$work/asked" >"$work/witness" || return
  "$root/scripts/lib/witnessed.py" "$work/witness" <"$work/lines" >"$work/unwitnessed" || return
  sed -n '/^[-+~=] FUNC /p' "$work/unwitnessed" | while read -r line; do
    isDocumented "$(functionNames <<<"$line")" || echo "$line"
  done
}

# encodeModules BASE FEATURES LIST OUT [OPTION]...: BTF in OUT for the modules that LIST names, ended
# by NUL; all in one run. Without the layout section (88 bytes), which none is shipped with yet.
encodeModules() {
  "$bin/btfgen" --features="${2%,layout}" --lang-exclude=rust --base="$1" --output-dir "$4" --files0-from="$3" "${@:5}"
}
# compareModules BASE LIST OUT [NOT]: what scripts/lib/compare-module finds about each, several at a time
compareModules() {
  xargs -0 -r -P "$jobs" -n 8 "$root/scripts/lib/compare-module" "$bin" "$1" "$3" "${4:-}" <"$2"
}
