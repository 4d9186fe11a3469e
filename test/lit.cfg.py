# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# How lit runs the tests.
#
#   %btfgen, %btf-diff, %btf-merge   the tools
#   %cc                  GCC, without the host's defaults that change debug information
#   %cxx                 the C++ compiler that btfgen is built with
#   %clang, %lld         Clang (%clang-program: without options) and LLD of the LLVM that btfgen is built with
#   %encode [options] F  btfgen on F, repeatedly and at several -j, checked by libbpf, dumped (tools/encode)
#   %types [options] F   the same, one type per line: for CHECK-DAG, since types are sorted by name
#   %cmake, %build       CMake and the folder of this build
#   %btf-embed           the program
#   %pahole              btfgen under pahole's name
#   %kernel              variables that the kernel's build gives to its scripts
#   %btf-ids             an independent reader of .BTF_ids (tools/btf-ids)
#   %btf-archive         scripts/btf-archive with these tools
#   %kernel-files        what a debug package of a small kernel holds (archive/Inputs/kernel-files)
#   %merge BASE SPLIT... btf-merge, repeatedly, checked by libbpf, one type per line (tools/merge)
#   %large-dwarf         an executable like a kernel with any number of units (tools/large-dwarf)
#   %count-instructions  what a program takes, by stage (tools/count-instructions)
#   %as-split            BTF as split BTF that repeats what its base has (tools/as-split)
#   %large-btf           BTF of a given size (tools/large-btf)
#   %libbpf-distill      libbpf's distilled bases (tools/libbpf-distill.c)
#   %jobserver           plays make (tools/jobserver)
#   %random-dwarf        assembly with DWARF of any shape (tools/random-dwarf)
#   %reverse-relocations changes the order of relocations (tools/reverse-relocations)
#   %layouts ARCH CC     random structs, by btfgen and by the program that CC makes (tools/layouts)
#   %zsh-complete        what zsh offers for a command line (tools/zsh-complete)
#   %corrupt             byte-wise damage to a file (tools/corrupt)
#   %python              Python 3
#
# Features are what a test may ask for in REQUIRES: and what a machine may lack.

import ctypes
import glob
import os
import re
import shutil
import subprocess
import tempfile

import lit.formats

config.name = "btfgen"
config.test_format = lit.formats.ShTest(execute_external=False)
config.test_source_root = os.path.dirname(__file__)
config.suffixes = [".test", ".c", ".s", ".yaml", ".ll"]
config.excludes = ["CMakeLists.txt", "Inputs", "tools", "unit", "e2e", "fuzz", "consumers", "dkms"]
if config.sanitized:
    # The sanitizers reserve terabytes of address space, and bring their own operator new.
    config.excludes.append("memory.c")
    # GCC's runtime library wants to be loaded before any other.
    config.excludes.append("while-read.c")
    config.excludes.append("short-calls.c")
    # The sanitizers read their options, and their reads are among those that fail there.
    config.excludes.append("failing-calls.c")
    # The sanitizers' instructions are not counted.
    config.excludes.append("instructions.test")
    # A program that links the library would have to be sanitized alike.
    config.excludes.append("library.test")
if config.threads_sanitized:
    # TSan has a thread of its own, which is counted there.
    config.excludes.append("jobs.test")
# Most runs of %corrupt have one thread; under TSan each takes ten times as long, and every 31st has to do. Under ASan
# a start is 2,000 page faults: every third (what the fuzzers run has none). --param corrupt-step=N sets that, too
# (scripts/check-memory).
step = "31" if config.threads_sanitized else "3" if config.sanitized else "1"
config.environment["CORRUPT_STEP"] = lit_config.params.get("corrupt-step", step)
# Processor time for test/limits/hostile: under TSan one of its files takes forty times as long. Those of several
# megabytes take up to 1.2 seconds without a sanitizer.
config.environment["LIMIT_SECONDS"] = "60" if config.threads_sanitized else "10"
config.environment["LIMIT_SECONDS_LARGE"] = "120" if config.threads_sanitized else "40" if config.sanitized else "10"

# --param bin=DIR: other programs than those of this build (scripts/check-memory), and perhaps btfgen under its other
# names, beside that folder.
config.bin_dir = lit_config.params.get("bin", config.bin_dir)
libexec = os.path.join(os.path.dirname(config.bin_dir), "libexec", "btfgen")
if not os.path.isdir(libexec):
    libexec = os.path.join(config.build_dir, "libexec", "btfgen")
# --param once=1: %encode does not repeat itself.
config.environment["ENCODE_ONCE"] = lit_config.params.get("once", "")
config.environment["LC_ALL"] = "C"
config.environment["PATH"] = os.pathsep.join(
    [config.bin_dir, config.llvm_tools_dir, config.environment["PATH"], "/usr/sbin", "/sbin"]
)
# A sanitizer's report is a crash, also where a test expects an error. LLVM gives the thread
# that first writes an output a stack for signals, and ASan would free that as its own.
config.environment["ASAN_OPTIONS"] = "exitcode=99:detect_leaks=0:use_sigaltstack=0"
config.environment["TSAN_OPTIONS"] = "exitcode=99:suppressions=%s/tsan-suppressions" % config.test_source_root
config.environment["UBSAN_OPTIONS"] = "print_stacktrace=1"
# make's jobserver must not decide how many threads a test uses.
config.environment.pop("MAKEFLAGS", None)
config.environment.pop("PAHOLE_LANG_EXCLUDE", None)
for name in ("BTFGEN", "SITE_WITNESS", "BTF_MERGE", "LIBBPF_DEDUP", "LIBBPF_MERGE"):
    config.environment.pop(name, None)


def find(*names):
    for name in names:
        path = shutil.which(name, path=config.environment["PATH"])
        if path:
            return path
    return None


def compiles(command, source="int x;\n"):
    """True if this compiler with these options makes an object file."""
    with tempfile.TemporaryDirectory() as directory:
        try:
            return (
                subprocess.run(
                    command + ["-c", "-x", "c", "-", "-o", os.path.join(directory, "x.o")],
                    input=source.encode(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    timeout=60,
                ).returncode
                == 0
            )
        except OSError:
            return False


tools = os.path.join(config.test_source_root, "tools")
btfgen = os.path.join(config.bin_dir, "btfgen")
config.environment["BTFGEN"] = btfgen
config.environment["BTF_MERGE"] = os.path.join(config.bin_dir, "btf-merge")
config.environment["SITE_WITNESS"] = os.path.join(config.bin_dir, "site-witness")
config.environment["LIBBPF_DEDUP"] = os.path.join(config.bin_dir, "libbpf-dedup")
config.environment["LIBBPF_MERGE"] = os.path.join(config.bin_dir, "libbpf-merge")

gcc = find("gcc", "cc")
clang = find("clang")
lld = find("ld.lld")
config.environment["CC"] = gcc or clang or "cc"
objcopy = find("llvm-objcopy")



def libbpfDistill():
    """The program, and if this system's libbpf is older than 1.6, the one that came with
    the newest pahole (scripts/lib/debian.sh), started as that is: with its own C library."""
    program = os.path.join(config.bin_dir, "libbpf-distill")
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    loaders = glob.glob(cache + "/btfgen/pahole/root/usr/lib/*-linux-gnu*/ld-linux-*.so.*")
    if subprocess.run([program, "--available"]).returncode == 0 or not loaders:
        return program
    return "%s --library-path %s %s" % (loaders[0], os.path.dirname(loaders[0]), program)


# Debian's GCC and Clang differ from upstream's in defaults that reach the
# machine code, not the types; DWARF 5 is the default of both, said aloud here.
substitutions = {
    "%btfgen": btfgen,
    "%btf-embed": os.path.join(config.bin_dir, "btf-embed"),
    "%pahole": os.path.join(libexec, "pahole"),
    "%resolve-btfids": os.path.join(libexec, "resolve_btfids"),
    "%kernel": "objtree=. BTFGEN=%s BTF_EMBED=%s" % (btfgen, os.path.join(config.bin_dir, "btf-embed")),
    "%btf-ids": os.path.join(tools, "btf-ids"),
    "%btf-diff": os.path.join(config.bin_dir, "btf-diff"),
    "%btf-merge": os.path.join(config.bin_dir, "btf-merge"),
    "%btf-archive": "%s %s --bin %s"
    % (config.python, os.path.join(config.test_source_root, "..", "scripts", "btf-archive"), config.bin_dir),
    "%kernel-files": os.path.join(config.test_source_root, "archive", "Inputs", "kernel-files"),
    "%merge": os.path.join(tools, "merge"),
    "%large-btf": "%s %s" % (config.python, os.path.join(tools, "large-btf")),
    "%large-dwarf": "%s %s" % (config.python, os.path.join(tools, "large-dwarf")),
    "%count-instructions": "%s %s" % (config.python, os.path.join(tools, "count-instructions")),
    "%as-split": "%s %s" % (config.python, os.path.join(tools, "as-split")),
    "%cxx": config.cxx,
    "%cc": "%s -gdwarf-5" % (gcc or "no-gcc"),
    "%clang": "%s -gdwarf-5" % (clang or "no-clang"),
    "%clang-program": clang or "no-clang",
    "%lld": lld or "no-ld.lld",
    "%libbpf-distill": libbpfDistill(),
    "%encode": os.path.join(tools, "encode"),
    "%sites": os.path.join(tools, "sites"),
    "%types": os.path.join(tools, "encode") + " --one-line",
    "%python": config.python,
    "%cmake": config.cmake,
    "%build": config.build_dir,
    "%jobserver": "%s %s" % (config.python, os.path.join(tools, "jobserver")),
    "%layouts": "%s %s" % (config.python, os.path.join(tools, "layouts")),
    "%zsh-complete": "%s %s" % (config.python, os.path.join(tools, "zsh-complete")),
    "%random-dwarf": "%s %s" % (config.python, os.path.join(tools, "random-dwarf")),
    "%corrupt": "%s %s" % (config.python, os.path.join(tools, "corrupt")),
    "%reverse-relocations": "%s %s" % (config.python, os.path.join(tools, "reverse-relocations")),
}
# Longest first, and whole words only: %cc must not match in %ccache.
for name in sorted(substitutions, key=len, reverse=True):
    config.substitutions.append((re.escape(name) + r"(?![\w-])", substitutions[name]))

features = config.available_features
if not find("bpftool"):
    lit_config.fatal("bpftool is missing (Debian: bpftool): nothing would check what btfgen writes")
features.add("bpftool")
if gcc:
    features.add("gcc")
if clang:
    features.add("clang")
if lld:
    features.add("lld")
if find("dwz"):
    features.add("dwz")
if find("gdb"):
    features.add("gdb")
# What test/limits/Inputs/instructions was recorded with. scripts/check-memory gives programs that are scripts.
if config.compiler == "GNU 12.2.0 x86_64 Release" and find("valgrind") and not (config.sanitized or "bin" in lit_config.params):
    features.add("counted-instructions")
if os.path.exists(os.path.join(config.bin_dir, "btf-diff")):
    features.add("btf-diff")
if subprocess.run(substitutions["%libbpf-distill"].split() + ["--available"]).returncode == 0:
    features.add("libbpf-distill")
else:
    lit_config.note("this libbpf is older than 1.6: it does not check distilled bases")
if os.geteuid() == 0:
    features.add("root")
if os.path.exists("/dev/full"):
    features.add("dev-full")
# File systems of one's own: as root, in a changed root, or as anybody.
for private in ("unshare -m", "unshare -m --propagation unchanged", "unshare -rm"):
    command = private.split() + ["mount", "-t", "tmpfs", "none", "/mnt"]
    if shutil.which("unshare") and subprocess.run(command, capture_output=True).returncode == 0:
        features.add("private-mounts")
        config.substitutions.append(("%private", private))
        break
if gcc:
    for option, feature in (
        (["-gdwarf64"], "gcc-dwarf64"),
        (["-g", "-gz=zlib"], "gcc-gz-zlib"),
        (["-g", "-gz=zstd"], "gcc-gz-zstd"),
        (["-m32"], "gcc-m32"),
    ):
        if compiles([gcc, "-g"] + option):
            features.add(feature)
    if compiles([gcc, "-g", "-Werror"], 'int __attribute__((btf_decl_tag("x"))) x;\n'):
        features.add("gcc-btf-tags")
if clang:
    for option, feature in (
        (["-gz=zlib"], "clang-gz-zlib"),
        (["-gz=zstd"], "clang-gz-zstd"),
    ):
        if compiles([clang, "-g"] + option):
            features.add(feature)
    for triple in ("s390x", "i386", "armv7", "aarch64", "powerpc64", "mips", "riscv64"):
        if compiles([clang, "--target=%s-linux-gnu" % triple]):
            features.add("clang-" + triple)
# What test/embed/link needs: a compiler, a linker and something to run the result on.
# GNU ld is left to the test, which links with lld too.
for arch, triple, emulator in (
    ("x86_64", "x86_64", "x86_64"),
    ("i386", "i386", "i386"),
    ("arm", "armv7", "arm"),
    ("aarch64", "aarch64", "aarch64"),
    ("riscv32", "riscv32", "riscv32"),
    ("riscv64", "riscv64", "riscv64"),
    ("s390x", "s390x", "s390x"),
    ("ppc64le", "powerpc64le", "ppc64le"),
    ("ppc64", "powerpc64", "ppc64"),
    ("mips", "mips", "mips"),
    ("mipsel", "mipsel", "mipsel"),
    ("mips64el", "mips64el", "mips64el"),
    ("loongarch64", "loongarch64", "loongarch64"),
):
    if clang and lld and find("qemu-" + emulator) and compiles([clang, "--target=%s-linux-gnu" % triple]):
        features.add("run-" + arch)
# Compilers for test/types/layouts: of other architectures, and one that writes what later ones do not.
for arch, triple in (
    ("s390x", "s390x-linux-gnu"),
    ("ppc64", "powerpc64-linux-gnu"),
    ("mips", "mips-linux-gnu"),
    ("arm", "arm-linux-gnueabi"),
):
    if find(triple + "-gcc"):
        features.add("gcc-" + arch)
if find("clang-14"):
    features.add("clang-14")
for program in ("make", "strace", "modinfo", "setpriv", "xz", "zstd", "lz4", "zsh", "fish", "pkg-config", "dpkg-deb", "rpmbuild", "bsdtar", "ninja"):
    if find(program):
        features.add(program)
if all(find(program) for program in ("sbatch", "squeue", "slurmctld", "slurmd", "munged")):
    features.add("slurm")
try:
    ctypes.CDLL("libdebuginfod.so.1")
    features.add("debuginfod")
except OSError:
    pass
# Where make's jobs are: from 4.4 on in a FIFO.
if find("make") and b"--jobserver-style" in subprocess.run(["make", "--help"], stdout=subprocess.PIPE).stdout:
    features.add("make-fifo")
machine = os.uname().machine
features.add("host-" + machine)
