// The kernel's build makes symbols of functions that are none: padding in front of each function (__pfx_,
// objtool), Clang's types for indirect calls (__cfi_), and trampolines of static calls. They have no debug
// information, and nobody needs to look at each of 60,000. One that belongs to no function is listed.
//
// RUN: %cc -g -O0 -c %s -o %t.o && %btfgen -q -o %t.btf --explain %t.o | FileCheck %s
// RUN: %btfgen -q -o %t.btf --explain=__pfx_described %t.o | FileCheck %s --check-prefix=ONE
// RUN: %btfgen -q -o %t.btf --report=%t.json %t.o && FileCheck %s --check-prefix=JSON < %t.json

int described(void) { return 0; }
int __pfx_of_nothing(void) { return 0; }
#define SYMBOL(name) asm(".globl " #name "\n.type " #name ", @function\n" #name ": .byte 0x90")
SYMBOL(__pfx_described);
SYMBOL(__cfi_described);
SYMBOL(__SCT__some_call);
SYMBOL(__pfx_alone);

// CHECK: function __pfx_alone: out: no debug information
// CHECK-NEXT: function __pfx_of_nothing: in
// CHECK-NEXT: function described: in
// CHECK-NEXT: 3 symbols are no functions
// CHECK-NOT: {{__pfx|__cfi|__SCT}}
// ONE: function __pfx_described: out: not a function: padding in front of a function
// JSON: "not a function": 3
