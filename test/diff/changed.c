// What btf-diff says of two types of one kind and name: the declarations below, before and after. What is
// equal but for what it refers to is said with --verbose, and with --json everything.
//
// RUN: %cc -g -c %s -o %t.a.o && %btfgen -o %t.a.btf --vars=all %t.a.o
// RUN: %cc -g -c -DNEW %s -o %t.b.o && %btfgen -o %t.b.btf --vars=all %t.b.o
// RUN: %btf-diff --quiet %t.a.btf %t.a.btf && not %btf-diff --quiet %t.a.btf %t.b.btf
// RUN: not %btf-diff %t.a.btf %t.b.btf > %t.out && FileCheck %s < %t.out && FileCheck %s --check-prefix=NOT < %t.out
// RUN: not %btf-diff --verbose %t.a.btf %t.b.btf | FileCheck %s --check-prefix=VERBOSE
// RUN: not %btf-diff --json %t.a.btf %t.b.btf > %t.json && %python -m json.tool --indent=0 %t.json | FileCheck %s --check-prefix=JSON

#ifdef NEW
#define EITHER(old, new) new
#else
#define EITHER(old, new) old
#endif

struct same {
  int a;
} same;
// One member grows: those behind it move by as much, the first ones do not.
struct moves {
  char first;
  EITHER(short, long) grows;
  long b, c;
} moves;
// NOT-NOT: ~ STRUCT same
// CHECK-DAG: ~ STRUCT moves: size 24 → 32; member grows: type short int → long int; member grows moved from 2 to 8; 2 members b..c moved by +8
struct shrinks {
  EITHER(long, int) a;
  int b;
} shrinks;
// CHECK-DAG: ~ STRUCT shrinks: size 16 → 8; member a: type long int → int; member b moved from 8 to 4
struct bits {
  unsigned a : EITHER(3, 5), b : 4;
  EITHER(unsigned old : 2, unsigned new : 6);
} bits;
// CHECK-DAG: ~ STRUCT bits: member a: bits 3 → 5; member -'unsigned int old:2' at 0:7; member +'unsigned int new:6' at 1:1; member b moved from 0:3 to 0:5
struct order {
  int EITHER(a, b), EITHER(b, a);
} order;
// CHECK-DAG: ~ STRUCT order: member a moved from 0 to 4; member b moved from 4 to 0; order of members
struct grouped {
  EITHER(, struct {)
  int a, b;
  EITHER(, };)
} grouped;
// CHECK-DAG: ~ STRUCT grouped: grouping of members in anonymous structs and unions
// Anonymous types are a part of the declaration.
struct inside {
  enum { ZERO, ONE = EITHER(1, 2) } e;
  struct {
    int EITHER(x, y);
  } *p;
  int (*f)(int, EITHER(char, long));
  int rows[EITHER(2, 3)];
} inside;
// CHECK-DAG: ~ STRUCT inside: {{.*}}member e: ONE 1 → 2; member p: member -'int x' at 0; member p: member +'int y' at 0; member f: type int (*)(int, char) → int (*)(int, long int); member rows: type int [2] → int [3]
// What did not change is not said to have changed.
struct partly {
  int *p;
  char name[4];
  struct {
    int q;
  } *s;
  int (*call)(long, ...);
  enum { ON, OFF } e;
  EITHER(int, long) changes;
} partly;
// CHECK-DAG: ~ STRUCT partly: size 40 → 48; member changes: type int → long int; member changes moved from 36 to 40{{$}}
// A struct is no union, whatever its name.
struct tag_of {
  EITHER(struct, union) tag *t;
} tag_of;
// CHECK-DAG: ~ STRUCT tag_of: member t: type struct tag * → union tag *{{$}}
#ifdef NEW
#define PACKED __attribute__((packed, aligned(4)))
#else
#define PACKED
#endif
struct PACKED packed {
  char a;
  int b;
} packed;
// CHECK-DAG: ~ STRUCT packed: member b moved from 4 to 1{{$}}
struct many {
  enum { P, Q, R, S, EITHER(T, U), V } e;
} many;
// CHECK-DAG: ~ STRUCT many: member e: -T=4; member e: +U=4{{$}}
// Unnamed types are counted, with examples, of which long ones are cut.
// CHECK-DAG: - 2 unnamed ENUM, e.g. {{.*}}'enum { P, Q, R, S, ... }'
// CHECK-DAG: + 2 unnamed ENUM, e.g. {{.*}}'enum { ZERO, ONE }'
// CHECK-DAG: - 1 unnamed STRUCT, e.g. 'struct { int x; }'
union of {
  int a;
  EITHER(char, long) b;
} of;
// CHECK-DAG: ~ UNION of: size 4 → 8; member b: type char → long int
enum values { A = EITHER(0, -1), B = 5, EITHER(C, D) = 7, E = 8 } values;
// CHECK-DAG: ~ ENUM values: unsigned → signed; A 0 → -1; -C=7; +D=7
enum swapped { EITHER(X, Y) = EITHER(1, 2), EITHER(Y, X) = EITHER(2, 1) } swapped;
// CHECK-DAG: ~ ENUM swapped: order of enumerators
// Of many differences eight are shown.
enum ten { T0 = EITHER(0, 1), T1, T2, T3, T4, T5, T6, T7, T8, T9 } ten;
// CHECK-DAG: ~ ENUM ten: T0 0 → 1; T1 1 → 2; {{.*}}; T7 7 → 8; and 2 more{{$}}
// VERBOSE: ~ ENUM ten: {{.*}}; T8 8 → 9; T9 9 → 10{{$}}
typedef EITHER(int, unsigned char) number;
number variable;
// CHECK-DAG: ~ TYPEDEF number: type int → unsigned char
typedef int function(EITHER(struct same, union of) *);
function *pointer;
// CHECK-DAG: ~ TYPEDEF function: type int (struct same *) → int (union of *)
int called(int a, EITHER(int, long) b) { return a + b; }
int renamed(int EITHER(a, b)) { return EITHER(a, b); }
// CHECK-DAG: ~ FUNC called: int (int a, int b) → int (int a, long int b)
// CHECK-DAG: ~ FUNC renamed: int (int a) → int (int b)
EITHER(static,) int scope = 1;
int *use(void) { return &scope; }
// CHECK-DAG: ~ VAR scope: linkage static → global
extern struct EITHER(only_before, only_after) {
  int a;
} *alone;
// CHECK-DAG: - STRUCT only_before: size 4, 1 members
// CHECK-DAG: + STRUCT only_after: size 4, 1 members
struct EITHER(only_before, only_after) *alone;
// CHECK-DAG: ~ VAR alone: type struct only_before * → struct only_after *
// As large as what it holds.
struct holds {
  struct moves m;
  int a;
} *holds;
// CHECK-DAG: ~ STRUCT holds: size 32 → 40; member a moved from 24 to 32
struct points {
  struct moves *m;
} points;
// NOT-NOT: STRUCT points
// CHECK: {{[0-9]+}} types differ only by what they refer to (--verbose lists them)
// VERBOSE: = STRUCT points{{$}}

// JSON: "change": "changed",
// JSON: "name": "shrinks",
// JSON: "details": [
// JSON-NEXT: "size 16 \u2192 8",
// JSON-NEXT: "member a: type long int \u2192 int",
// JSON-NEXT: "member b moved from 8 to 4"
// JSON-NEXT: ]
