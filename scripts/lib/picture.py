# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Draws what scripts/bench has measured: bars of time and memory, pahole's and btfgen's, as SVG that
suits a light and a dark page."""

STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #24292f; }
  .title { font-weight: 600; }
  .small { font-size: 12px; fill: #57606a; }
  .theirs { fill: #9aa4af; }
  .ours { fill: #1f6feb; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .small { fill: #9da7b1; }
    .theirs { fill: #6e7681; }
    .ours { fill: #58a6ff; }
  }
"""
LEFT, BAR, GAP, WIDTH, RIGHT = 275, 14, 14, 360, 130  # pixels


def bars(title, unit, rows, top):
    """Two bars for each (label, theirs, ours); returns elements and the height below."""
    scale = WIDTH / max(theirs for _, theirs, _ in rows)
    parts, y = ['<text class="title" x="0" y="%d">%s</text>' % (top + 14, title)], top + 28
    for label, theirs, ours in rows:
        parts.append('<text x="0" y="%d">%s</text>' % (y + BAR + 4, label))
        for kind, value, note in (("theirs", theirs, ""), ("ours", ours, ", 1/%.1f" % (theirs / ours))):
            parts.append(
                '<rect class="%s" x="%d" y="%d" width="%.1f" height="%d"/>' % (kind, LEFT, y, max(1, value * scale), BAR)
            )
            parts.append(
                '<text class="small" x="%.1f" y="%d">%s %s%s</text>'
                % (LEFT + value * scale + 6, y + BAR - 3, "%.3g" % value if value < 100 else "%.0f" % value, unit, note)
            )
            y += BAR + 1
        y += GAP
    return parts, y


def draw(results):
    """An SVG of [(kernel, threads, theirs, ours)], costs as scripts/bench measures them."""

    def rows(cost):
        return [
            ("%s, %d thread%s" % (name, jobs, "s" if jobs > 1 else ""), getattr(theirs, cost), getattr(ours, cost))
            for name, jobs, theirs, ours in results
        ]

    parts, y = [], 30
    parts.append('<rect class="theirs" x="0" y="4" width="14" height="14"/><text x="20" y="16">pahole</text>')
    parts.append('<rect class="ours" x="90" y="4" width="14" height="14"/><text x="110" y="16">btfgen</text>')
    for title, unit, cost in (
        ("Seconds, by the clock", "s", "wall"),
        ("Seconds of the processor", "s", "cpu"),
        ("Peak memory", "MiB", "memory"),
    ):
        more, y = bars(title, unit, rows(cost), y)
        parts += more
        y += 10
    size = (LEFT + WIDTH + RIGHT, y)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" '
        'aria-label="Time and memory of pahole and btfgen, as in the table">\n<style>%s</style>\n%s\n</svg>\n'
        % (*size, *size, STYLE, "\n".join(parts))
    )
