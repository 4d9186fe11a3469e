/* What the kernel's <linux/btf_ids.h> makes of its macros, shortened. */
#define IDS(text) __asm__(".pushsection .BTF_ids,\"a\"\n" text "\n.popsection");
#define ID_SYMBOL(name) ".type " name ", STT_OBJECT\n.size " name ", 4\n" name ": .long 0\n"
#define BTF_ID(kind, name, number) IDS(ID_SYMBOL("__BTF_ID__" #kind "__" #name "__" #number))
#define BTF_ID_FLAGS(kind, name, number, flags)                                \
  IDS(ID_SYMBOL("__BTF_ID__" #kind "__" #name "__" #number) ".long " #flags)
#define BTF_SET_START(name) IDS("__BTF_ID__set__" #name ": .long 0")
#define BTF_SET_END(name) IDS(".size __BTF_ID__set__" #name ", . - __BTF_ID__set__" #name)
#define BTF_SET8_START(name, flags) IDS("__BTF_ID__set8__" #name ": .long 0, " #flags)
#define BTF_SET8_END(name) IDS(".size __BTF_ID__set8__" #name ", . - __BTF_ID__set8__" #name)
