# A module, as far as its kernel is concerned.
  .section .modinfo,"a",@progbits
  .asciz "vermagic=1.2.3-no-such-kernel SMP preempt mod_unload"
