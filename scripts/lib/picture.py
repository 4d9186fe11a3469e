# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Draws what scripts/bench has measured: bars of time and memory, pahole's and btfgen's, and how many times as fast each
is with more threads, as SVG that suits a light and a dark page."""

import math

STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #24292f; }
  .title { font-weight: 600; }
  .small { font-size: 12px; fill: #57606a; }
  .theirs { fill: #9aa4af; }
  .ours { fill: #1f6feb; }
  .line { fill: none; stroke-width: 2; }
  .theirs.line { stroke: #9aa4af; }
  .ours.line { stroke: #1f6feb; }
  .axis { stroke: #8c959f; stroke-width: 1; fill: none; }
  .ideal { stroke: #8c959f; stroke-width: 1; stroke-dasharray: 4 3; fill: none; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .small { fill: #9da7b1; }
    .theirs { fill: #6e7681; }
    .ours { fill: #58a6ff; }
    .theirs.line { stroke: #6e7681; }
    .ours.line { stroke: #58a6ff; }
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


def curves(results):
    """For each kernel and program [(threads, times as fast as with one)]."""
    found = {}
    for name, jobs, theirs, ours in results:
        for kind, costs in (("theirs", theirs), ("ours", ours)):
            found.setdefault((name, kind), []).append((jobs, costs.wall))
    for (_, kind), points in found.items():
        points.sort()
        yield kind, [(jobs, points[0][1] / wall) for jobs, wall in points]


def scaling(results, top):
    """Lines of speed by threads, both axes doubling at each step; elements and the height below."""
    threads = sorted({jobs for _, jobs, _, _ in results})
    step = min(WIDTH / math.log2(threads[-1]), 110)  # pixels for each doubling
    rise = step * 0.6
    height, left, top = math.log2(threads[-1]) * rise, 60, top + 34
    bottom = top + height

    def place(jobs, speed):
        return "%.1f,%.1f" % (left + math.log2(jobs) * step, bottom - math.log2(speed) * rise)

    parts = ['<text class="title" x="0" y="%d">Times as fast by the clock as with one thread; dashed: N times with N threads</text>' % (top - 18)]
    parts.append('<path class="axis" d="M%d,%.1f V%.1f H%.1f"/>' % (left, top - 6, bottom, left + math.log2(threads[-1]) * step + 6))
    parts.append('<path class="ideal" d="M%s L%s"/>' % (place(threads[0], threads[0]), place(threads[-1], threads[-1])))
    for jobs in threads:
        x, y = place(jobs, jobs).split(",")
        parts.append('<text class="small" x="%s" y="%.1f" text-anchor="middle">%d</text>' % (x, bottom + 16, jobs))
        parts.append('<text class="small" x="%d" y="%.1f" text-anchor="end">%d×</text>' % (left - 8, float(y) + 4, jobs))
    ends = {}
    for kind, points in sorted(curves(results), reverse=True):
        parts.append('<path class="%s line" d="M%s"/>' % (kind, " L".join(place(*point) for point in points)))
        ends.setdefault(kind, []).append(points[-1][1])
    for kind, name in (("theirs", "pahole"), ("ours", "btfgen")):
        speeds = sorted(ends[kind])
        middle = math.sqrt(speeds[0] * speeds[-1])
        x, y = place(threads[-1], middle).split(",")
        said = " to ".join(sorted({"%.2g×" % speed for speed in (speeds[0], speeds[-1])}, key=lambda word: float(word[:-1])))
        ends[kind] = (float(x), float(y), "%s: %s" % (name, said))
    # Two texts side by side must not cover each other.
    (x, first, _), (_, second, _) = ends["theirs"], ends["ours"]
    gap = 15 - abs(first - second)
    for kind, down in (("theirs", first >= second), ("ours", first < second)):
        x, y, text = ends[kind]
        y += (gap / 2 if down else -gap / 2) if gap > 0 else 0
        parts.append('<text class="small" x="%.1f" y="%.1f">%s</text>' % (x + 8, y + 4, text))
    parts.append('<text class="small" x="%.1f" y="%.1f">threads</text>' % (left + math.log2(threads[-1]) * step + 24, bottom + 16))
    return parts, bottom + 30


def draw(results):
    """An SVG of [(kernel, threads, theirs, ours)], costs as scripts/bench measures them. Of more than two numbers of
    threads, bars are of the fewest and the most."""
    threads = sorted({jobs for _, jobs, _, _ in results})

    def rows(cost):
        return [
            ("%s, %d thread%s" % (name, jobs, "s" if jobs > 1 else ""), getattr(theirs, cost), getattr(ours, cost))
            for name, jobs, theirs, ours in results
            if jobs in (threads[0], threads[-1])
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
    if threads[0] == 1 and len(threads) > 1:
        more, y = scaling(results, y)
        parts += more
    size = (LEFT + WIDTH + RIGHT, y)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" '
        'aria-label="Time and memory of pahole and btfgen, and their speed by threads, as in the table">\n<style>%s</style>\n%s\n</svg>\n'
        % (*size, *size, STYLE, "\n".join(parts))
    )
