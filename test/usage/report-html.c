// --report-html writes one page that loads nothing. The BTF in it is that of the result, and the rest is what --report
// says. What the page does with them, scripts/check-report looks at in a browser.
//
// DEFINE: %{page} = %python %S/Inputs/page.py
// RUN: rm -rf %t && mkdir %t && cd %t && %cc -c %s -o plain.o
// RUN: %btfgen --vars=all -o x.btf --report=x.json --report-html=x.html plain.o
// RUN: %{page} x.html page --report x.json | FileCheck %s && cmp page/btf-0 x.btf
// CHECK: 2 functions, 1 variables, 0 omissions
//
// In place, on standard output, and for a module: its base is in the page, too.
// RUN: cp plain.o y.o && %btfgen --vars=all --report-html=y.html y.o && %{page} y.html page && cmp page/btf-0 x.btf
// RUN: %btfgen --vars=all -o x2.btf --report-html - plain.o > z.html && %{page} z.html page && cmp page/btf-0 x.btf
// RUN: echo 'struct ordinary; int g(struct ordinary *p) { return p != 0; }' > m.c && %cc -c m.c
// RUN: %btfgen --base=x.btf -o m.btf --report-html=m.html m.o && %{page} m.html page && cmp page/btf-0 x.btf && cmp page/btf-1 m.btf
// RUN: %btfgen --base=x.btf --distill -o d.btf --report-html=d.html m.o && %{page} d.html page && cmp page/btf-0 d.btf.base && cmp page/btf-1 d.btf
//
// Names that would end the element they are in, or are not UTF-8: of types, functions and files.
// RUN: bash %S/Inputs/hostile-names plain.o '<i>&"x.o'
// RUN: %btfgen -q --vars=all -o h.btf --report=h.json --report-html=h.html '<i>&"x.o'
// RUN: %{page} h.html page --report h.json && cmp page/btf-0 h.btf && FileCheck %s --check-prefix=TITLE < page/title
// TITLE: BTF of <i>&"x.o
// RUN: grep -c '\\u003c/script>' page/data-report | count 1
// RUN: bash %S/Inputs/hostile-names x.btf '<h>' && bash -c '%btf-diff --html=hd.html "<h>" x.btf > hd.txt; test $? = 1'
// RUN: %{page} hd.html page && cmp page/btf-0 '<h>' && cmp page/btf-1 x.btf && grep -c '\\u003c/script>.*\\u003c!--' page/data-differences
//
// The page of btf-diff has what --json has, and changes neither what is printed nor the exit status.
// RUN: bash -c '%btf-diff x.btf h.btf > plain.txt; %btf-diff --html=xd.html x.btf h.btf > with.txt; test $? = 1' && cmp plain.txt with.txt
// RUN: %{page} xd.html page && bash -c '%btf-diff --json x.btf h.btf > xd.json; %python -c "import json; assert json.load(open(\"xd.json\")) == json.load(open(\"page/data-differences\"))"'
// RUN: %btf-diff --html same.html x.btf x.btf && %{page} same.html page && %btf-diff --quiet --html=- x.btf x.btf | cmp - same.html
//
// What cannot be written leaves nothing behind; what cannot be is said.
// RUN: not %btfgen -o new --report-html=no/such plain.o 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: not ls new
// ERROR: btfgen: no/such: cannot create a file beside it
// RUN: bash -c '%btf-diff --html=no/such x.btf x.btf; test $? = 2' 2>&1 | FileCheck %s --check-prefix=ERROR-DIFF
// ERROR-DIFF: btf-diff: no/such: cannot create a file beside it
// RUN: bash -c '%btfgen --report-html=p plain.o m.o; test $? = 2' 2>&1 | FileCheck %s --check-prefix=ONE
// ONE: --report-html takes one input
// RUN: bash -c 'for other in "-o -" "--explain -o new" "--report=- -o new"; do %btfgen $other --report-html=- plain.o; test $? = 2 || echo $other; done' 2>&1 | FileCheck %s --check-prefix=OUTPUT
// OUTPUT-COUNT-3: --report-html=- cannot be used with -o -, --explain or --report=-
// RUN: bash -c '%btf-diff --html=- x.btf x.btf; test $? = 2' 2>&1 | FileCheck %s --check-prefix=QUIET
// QUIET: --html=- needs --quiet

struct ordinary {
  int i;
};
struct odd_s_XYZ {
  int i;
  struct ordinary o;
  int field : 3;
};
int odd_f_XYZ(struct odd_s_XYZ *s) { return s->i + s->o.i; }
int plain(struct ordinary *p) { return p->i; }
struct odd_s_XYZ odd_v_XY;
