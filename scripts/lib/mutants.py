# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Where C++ sources can be changed, and sources that hold all changes at once; for scripts/mutate.

The sources are formatted by clang-format, which is what makes a tokenizer enough: a binary operator has
spaces on both sides, the brackets of a template have none. What does not compile in spite of that is found
by the compiler, and left out.

A change is made where a number is looked at, while the program runs: `a < b` becomes
`btfgenLess(17, a, b)`, which is `a <= b` if mutant 17 was asked for and `a < b` otherwise (HEADER)."""

import re

HEADER = r"""
#include <cstdlib>
#include <fcntl.h>
#include <sys/mman.h>
#include <type_traits>
#include <unistd.h>

/// The mutant that was asked for; 0: none.
inline const int btfgenAsked = [] {
  const char *Text = std::getenv("BTFGEN_MUTANT");
  return Text ? std::atoi(Text) : 0;
}();
/// By mutant: 1 if it was reached, 2 more if it would have made a difference there. In a file, so that it does
/// not matter how the program ends.
inline unsigned char *const btfgenSeen = []() -> unsigned char * {
  const char *Path = std::getenv("BTFGEN_REACHED");
  int Descriptor = Path ? open(Path, O_RDWR | O_CLOEXEC) : -1;
  if (Descriptor < 0)
    return nullptr;
  void *Bytes = mmap(nullptr, 1 << 16, PROT_READ | PROT_WRITE, MAP_SHARED, Descriptor, 0);
  close(Descriptor);
  return Bytes == MAP_FAILED ? nullptr : static_cast<unsigned char *>(Bytes);
}();

constexpr bool btfgenMutant(int N, bool Differs = true) {
  if (std::is_constant_evaluated())
    return false;
  if (btfgenSeen)
    btfgenSeen[N] |= Differs ? 3 : 1;
  return btfgenAsked == N;
}
constexpr bool btfgenTrue(int N, bool V) { return btfgenMutant(N, !V) || V; }
constexpr bool btfgenFalse(int N, bool V) { return !btfgenMutant(N, V) && V; }
constexpr bool btfgenFlip(int N, bool V) { return btfgenMutant(N) != V; }
template <class T> constexpr T btfgenNext(int N, T V) { return btfgenMutant(N) ? static_cast<T>(V + 1) : V; }
#define BTFGEN_BINARY(Name, Op, Other)                                          \
  template <class A, class B> constexpr auto Name(int N, const A &X, const B &Y) { \
    auto V = X Op Y;                                                            \
    auto W = static_cast<decltype(V)>(X Other Y);                               \
    return btfgenMutant(N, V != W) ? W : V;                                     \
  }
"""
# Name of the function, operator, what it becomes.
BINARY = [
    ("btfgenLess", "<", "<="),
    ("btfgenLessEqual", "<=", "<"),
    ("btfgenGreater", ">", ">="),
    ("btfgenGreaterEqual", ">=", ">"),
    ("btfgenEqual", "==", "!="),
    ("btfgenUnequal", "!=", "=="),
    ("btfgenPlus", "+", "-"),
    ("btfgenMinus", "-", "+"),
    ("btfgenAnd", "&", "|"),
    ("btfgenOr", "|", "&"),
]
HEADER += "".join("BTFGEN_BINARY(%s, %s, %s)\n" % row for row in BINARY)
OTHER = {operator: other for _, operator, other in BINARY}
FUNCTION = {operator: name for name, operator, _ in BINARY}

PRECEDENCE = {"*": 10, "/": 10, "%": 10, "+": 9, "-": 9, "<<": 8, ">>": 8, "<=>": 7, "<": 6, ">": 6, "<=": 6}
PRECEDENCE.update({">=": 6, "==": 5, "!=": 5, "&": 4, "^": 3, "|": 2, "&&": 1, "||": 0})
STOPS = {",", ";", "?", ":", "return", "case", "else", "do", "co_return", "throw", "=", "+=", "-=", "*=", "/=", "%=",
         "&=", "|=", "^=", "<<=", ">>="}
OPENING, CLOSING = {"(": ")", "[": "]", "{": "}"}, {")": "(", "]": "[", "}": "{"}
# What no test of results can see: promises to the compiler and the processor, checks of our own mistakes.
UNSEEN = {"assert", "static_assert", "alignas", "sizeof", "decltype", "noexcept", "reserve", "llvm_unreachable",
          "__builtin_prefetch", "prefetch", "__builtin_expect", "__attribute__", "explicit", "requires"}
# What begins something that is not left out as a whole.
NO_STATEMENT = set("return using delete goto case default public private protected if for while do else switch const "
                   "auto static struct class enum nullptr true false".split())

TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|/\*.*?\*/|(?:^|(?<=\n))[ \t]*\#(?:[^\n\\]|\\.)*)
      | (?P<text>(?:u8|[LuU])?R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"|(?:u8|[LuU])?"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])+')
      | (?P<number>(?:0[xX][0-9a-fA-F']+|\d[\d']*(?:\.\d+)?(?:[eE][-+]?\d+)?)[uUlLzZfF]*)
      | (?P<name>[A-Za-z_]\w*)
      | (?P<sign>\.\.\.|<<=|>>=|<=>|->\*|->|\+\+|--|::|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|.)""",
    re.X | re.S,
)


class Source:
    """The tokens of one file, which brackets match, and where nothing is changed."""

    def __init__(self, path, text):
        self.path, self.text = path, text
        self.tokens = []  # (kind, text, begin, end)
        for found in TOKEN.finditer(text):
            if found.lastgroup != "skip" and not found["skip"]:
                kind = next(k for k in ("text", "number", "name", "sign") if found[k])
                self.add(kind, found[0], found.start(), found.end())
        self.match = {}
        self.pairs()
        self.closed = [False] * len(self.tokens)
        self.templates()
        self.constants()

    def add(self, kind, word, begin, end):
        # The end of two templates is no shift.
        if word == ">>" and not self.text[begin - 1].isspace():
            self.tokens += [(kind, ">", begin, begin + 1), (kind, ">", begin + 1, end)]
        else:
            self.tokens.append((kind, word, begin, end))

    def word(self, index):
        return self.tokens[index][1] if 0 <= index < len(self.tokens) else ""

    def isName(self, index):
        return 0 <= index < len(self.tokens) and self.tokens[index][0] == "name"

    def spaced(self, index):
        _, _, begin, end = self.tokens[index]
        return self.text[begin - 1].isspace() and self.text[end : end + 1].isspace()

    def pairs(self):
        stack = []
        for index, (kind, word, _, _) in enumerate(self.tokens):
            if kind != "sign":
                continue
            if word in OPENING:
                stack.append(index)
            elif word in CLOSING and stack:
                self.match[index] = stack.pop()
                self.match[self.match[index]] = index

    def close(self, begin, end):
        for index in range(begin, min(end + 1, len(self.tokens))):
            self.closed[index] = True

    def templates(self):
        """The arguments of templates are constants."""
        for index in range(len(self.tokens)):
            if self.word(index) != "<" or self.spaced(index) or index in self.match:
                continue
            depth, at = 0, index
            while at < len(self.tokens) and self.word(at) not in (";", "{"):
                word = self.word(at)
                if word in ("(", "["):
                    at = self.match.get(at, at)
                elif word == "<" and (at == index or not self.spaced(at)):
                    depth += 1
                elif word == ">" and not self.spaced(at):
                    depth -= 1
                    if not depth:
                        self.match[index], self.match[at] = at, index
                        self.close(index, at)
                        break
                at += 1

    def until(self, index, words):
        """The first token from index on that is one of the words, outside brackets."""
        while index < len(self.tokens) and self.word(index) not in words:
            index = self.match.get(index, index) if self.word(index) in OPENING else index
            index += 1
        return index

    def constants(self):
        for index in range(len(self.tokens)):
            word = self.word(index)
            if word == "case":
                self.close(index, self.until(index, (":",)))
            elif word in UNSEEN and self.word(index + 1) == "(":
                self.close(index, self.match.get(index + 1, index + 1))
            elif word == "enum":
                brace = self.until(index, ("{", ";"))
                self.close(index, self.match.get(brace, brace))
            elif word == "constexpr" and self.word(index - 1) == "if":
                self.close(index, self.match.get(index + 1, index + 1))
            elif word in ("constexpr", "using", "typedef", "friend", "template"):
                # A function's body is changed, where it is not evaluated by the compiler.
                end = self.until(index, ("=", "{", ";", "("))
                if word != "constexpr" or self.word(end) != "(":
                    self.close(index, self.until(index, (";",)) if word != "template" else index)
            elif word == "[" and self.isName(index - 1) and self.word(index - 1) not in ("return", "delete"):
                before = index - 2
                isType = self.isName(before) and self.word(before) not in ("return", "else", "case")
                if isType or (self.word(before) == ">" and before in self.match):
                    self.close(index, self.match.get(index, index))
            elif word == "[" and self.word(index + 1) == "[":
                self.close(index, self.match.get(index, index))
            elif word == ":" and self.tokens[index + 1 : index + 2] and self.tokens[index + 1][0] == "number":
                # The width of a bit-field.
                if self.isName(index - 1) and self.isName(index - 2) and self.word(index + 2) in (";", "=", "{"):
                    self.close(index, index + 1)

    # --- Operands ---------------------------------------------------------

    def left(self, index):
        """First token of the left operand of the binary operator at index; None if it cannot be told."""
        rank, at = PRECEDENCE[self.word(index)], index - 1
        while at >= 0:
            word = self.word(at)
            if word in CLOSING or (word == ">" and at in self.match):
                if word == "}" and not self.isName(self.match[at] - 1):
                    return None
                at = self.match[at] - 1
                continue
            if word in OPENING or word in STOPS or word == "}":
                break
            if word in PRECEDENCE and self.spaced(at) and PRECEDENCE[word] < rank:
                break
            at -= 1
        return at + 1 if at + 1 < index else None

    def right(self, index):
        """Last token of the right operand."""
        rank, at = PRECEDENCE[self.word(index)], index + 1
        while at < len(self.tokens):
            word = self.word(at)
            if word in OPENING or (word == "<" and at in self.match):
                at = self.match.get(at, at) + 1
                continue
            if word in CLOSING or word in STOPS:
                break
            if word in PRECEDENCE and self.spaced(at) and PRECEDENCE[word] <= rank:
                break
            at += 1
        return at - 1 if at - 1 > index else None

    # --- Places -----------------------------------------------------------

    def span(self, first, last):
        return self.tokens[first][2], self.tokens[last][3]

    def points(self, constants):
        """All changes, as (kind, begin, end, what becomes of it with %(n)d and its own text, how it reads)."""
        for index, (kind, word, begin, end) in enumerate(self.tokens):
            if self.closed[index]:
                continue
            if kind == "sign" and self.spaced(index):
                yield from self.operator(index, word)
            elif word == "if" and self.word(index + 1) == "(":
                yield from self.condition(index + 1)
            elif word in ("true", "false"):
                yield "boolean", begin, end, "btfgenFlip(%%(n)d, %s)" % word, "false" if word == "true" else "true"
            elif kind == "number" and not re.search(r"[.fF]", word.lower().split("x")[0]):
                yield "constant", begin, end, "btfgenNext(%%(n)d, %s)" % word, word + " + 1"
            elif kind == "name" and word in constants:
                yield from self.named(index)
            if word in (";", "{", "}", ")", "else"):
                yield from self.statement(index)

    def operator(self, index, word):
        if word not in OTHER and word not in ("&&", "||"):
            return
        first, last = self.left(index), self.right(index)
        if first is None or last is None:
            return
        if "text" in (self.tokens[index - 1][0], self.tokens[index + 1][0]):
            return  # joins parts of a message
        left, right = self.span(first, index - 1), self.span(index + 1, last)
        if word in OTHER:
            new = "%s(%%(n)d, %s, %s)" % (FUNCTION[word], self.quote(left), self.quote(right))
            yield word + " to " + OTHER[word], left[0], right[1], new, self.joined(left, OTHER[word], right)
            return
        function, value = ("btfgenTrue", "true") if word == "&&" else ("btfgenFalse", "false")
        for begin, end in (left, right):
            new = "%s(%%(n)d, static_cast<bool>(%s))" % (function, self.quote((begin, end)))
            yield "operand " + value, begin, end, new, value

    def quote(self, span):
        return self.text[span[0] : span[1]].replace("%", "%%")

    def joined(self, left, operator, right):
        return " ".join(("%s %s %s" % (self.text[slice(*left)], operator, self.text[slice(*right)])).split())

    def condition(self, index):
        last = self.match.get(index)
        inner = range(index + 1, last or 0)
        if not inner or any(self.word(at) in (";", "=") for at in inner):
            return
        span = self.span(inner[0], inner[-1])
        for function, value in (("btfgenTrue", "true"), ("btfgenFalse", "false")):
            new = "%s(%%(n)d, static_cast<bool>(%s))" % (function, self.quote(span))
            yield "condition " + value, span[0], span[1], new, value

    def named(self, index):
        first = index
        while self.word(first - 1) == "::":
            first -= 2
        if self.isName(first - 1) and self.word(first - 1) not in ("return", "case", "else"):
            return  # declares it
        begin, end = self.span(first, index)
        text = self.text[begin:end]
        if self.word(index + 1) not in ("(", "::", "{", "<"):
            yield "constant", begin, end, "btfgenNext(%%(n)d, %s)" % text, text + " + 1"

    def statement(self, index):
        """The one after index, if it can be left out: a jump, a call, a change of a variable."""
        first = index + 1
        last = self.until(first, (";", "{", "}"))
        isStart = self.isName(first) or self.word(first) in ("++", "--", "*")
        if not isStart or self.word(last) != ";" or self.closed[first]:
            return
        if any(self.word(at) in CLOSING and self.match.get(at, -1) < first for at in range(first, last)):
            return  # goes on with an expression
        words = [self.word(at) for at in range(first, last)]
        if words in (["break"], ["continue"], ["return"]):
            pass
        elif words[0] in NO_STATEMENT:
            return
        else:
            # Two names in a row declare something; without a call or assignment nothing is done.
            at = first
            while at < last and self.word(at) not in STOPS and self.word(at) != "(":
                if self.isName(at) and self.isName(at + 1) or self.word(at) == "<":
                    return
                if self.word(at) in ("&", "*") and at != first:
                    return
                at = self.match[at] if self.word(at) == "[" else at
                at += 1
            if at == last and words[0] not in ("++", "--") and words[-1] not in ("++", "--"):
                return
            if words[0] in UNSEEN or "reserve" in words or "consumeError" in words:
                return
        begin, end = self.span(first, last)
        text = " ".join(self.text[begin:end].split())
        new = "{ if (!btfgenMutant(%%(n)d)) { %s } }" % self.quote((begin, end))
        yield "statement", begin, end, new, "without " + text


def constantsOf(texts):
    """Names of the constants of numbers that are declared anywhere."""
    pattern = re.compile(r"\bconstexpr\s+(?:static\s+)?(?:const\s+)?(?:std::)?"
                         r"(?:u?int\d+_t|size_t|unsigned|int|uint64_t)\s+([^;(]*?)[;]")
    return {name for text in texts for found in pattern.finditer(text) for name in re.findall(r"(\w+) =", found[1])}


# The changes are drawn from these in turn, so that none outweighs the others by its number.
GROUPS = [("condition true", "condition false"), ("operand true", "operand false"), ("statement",), ("constant",),
          ("boolean",), ("== to !=", "!= to =="), ("& to |", "| to &"), ("+ to -", "- to +"),
          ("< to <=", "<= to <", "> to >=", ">= to >")]


def rewrite(text, mutants):
    """text with these mutants in it, none within another, and the lines that each has there."""
    out, at, lines, line = [], 0, {}, 1
    for mutant in sorted(mutants, key=lambda m: m["begin"]):
        before, after = text[at : mutant["begin"]], mutant["code"] % {"n": mutant["id"]}
        line += before.count("\n")
        lines[mutant["id"]] = (line, line + after.count("\n"))
        line += after.count("\n")
        out += [before, after]
        at = mutant["end"]
    return "".join(out) + text[at:], lines
