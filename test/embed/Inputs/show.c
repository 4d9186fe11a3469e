/* Shows the bytes between the symbols, or nothing where the blob is absent: what
   kernel/bpf/sysfs_btf.c does when somebody reads /sys/kernel/btf/vmlinux. Without a C
   library, so that it needs no more than a compiler for the architecture. */
#ifdef LINKER_SCRIPT
#define START __start_BTF
#define END __stop_BTF
#else
#define START _binary__btf_vmlinux_bin_start
#define END _binary__btf_vmlinux_bin_end
#endif
extern __attribute__((weak)) char START[], END[];

#include "../../tools/system-call.h"

void _start(void) {
  long size = END - START, at = 0;
  while (at < size) {
    long written = systemCall(WRITE, 1, (long)(START + at), size - at);
    if (written <= 0)
      systemCall(EXIT, 1, 0, 0);
    at += written;
  }
  for (;;)
    systemCall(EXIT, 0, 0, 0);
}
