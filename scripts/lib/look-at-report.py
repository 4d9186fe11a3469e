# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# look-at-report.py DIR PICTURES STRUCT...: what scripts/check-report, which fills DIR, looks at in the browser. Pictures
# go to PICTURES, unless that is empty.

import json
import os
import re
import sys
import time

from browser import Browser, BrowserError

folder, pictures, structs = sys.argv[1], sys.argv[2], sys.argv[3:]
failed = False
FastEnough = 100  # milliseconds


def verdict(name, problems, good=""):
    """Without problems, a pass."""
    global failed
    if problems:
        failed = True
        print("FAIL: report: " + name)
        for problem in problems[:20]:
            print("    " + str(problem)[:400])
    else:
        print("PASS: report: " + name + (", " + good if good else ""))
    sys.stdout.flush()


def read(name):
    with open(os.path.join(folder, name), encoding="utf-8", errors="surrogateescape") as file:
        return file.read()


# What the scripts below share, in the page.
Helpers = """
window.rows = (id) => [...document.querySelectorAll('#' + id + ' tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent));
window.find = (id, text) => { const box = document.getElementById(id); box.value = text; box.dispatchEvent(new Event('input')); };
window.settle = () => new Promise((done) => setTimeout(done, 250));
"""


def go(browser, view):
    browser.evaluate("location.hash = '#%s'; settle()" % view)


def open_page(browser, name):
    browser.errors, browser.requests = [], []
    browser.open("file://" + os.path.join(folder, name))
    try:
        browser.wait("document.documentElement.dataset.ready", 30)
    except BrowserError:
        raise BrowserError("%s: %s %s" % (name, browser.evaluate("document.getElementById('failure').textContent"), browser.errors))
    browser.evaluate(Helpers)
    return float(browser.evaluate("document.documentElement.dataset.ready"))


def search_time(browser, box, status, text):
    """Milliseconds of a search, the best of three: this machine may do other work, too."""
    times = []
    for _ in range(3):
        browser.evaluate("find('%s', '%s'); settle()" % (box, text))
        times.append(float(browser.evaluate("document.getElementById('%s').dataset.milliseconds" % status)))
    return min(times)


def picture(browser, name):
    if pictures:
        time.sleep(0.2)
        browser.screenshot(os.path.join(pictures, name + ".png"))


def check_loading(browser, name, milliseconds):
    own = [url for url in browser.requests if not url.startswith("file://" + folder + "/" + name)]
    size = os.path.getsize(os.path.join(folder, name))
    verdict(name + " loads nothing, and no error is written", own + browser.errors, "%.1f MB, there after %.0f ms" % (size / 1e6, milliseconds))


def check_first_stop(browser):
    browser.key("Tab")
    first = browser.evaluate("document.activeElement.textContent")
    verdict("the first stop of Tab is the link past the head", [] if "Skip" in first else [first])


def check_bytes(browser):
    """The treemap, by eye and by keyboard, and its table."""
    problems = []
    size = os.path.getsize(os.path.join(folder, "vmlinux.btf"))
    for tree in ("kind", "prefix", "folder"):
        browser.evaluate("document.querySelector('input[value=%s]').click(); settle()" % tree)
        tiles = browser.evaluate("document.querySelectorAll('#treemap > button').length")
        if tiles < 10:
            problems.append("%s: %d tiles" % (tree, tiles))
        total = browser.evaluate("app.views.bytes.map.node.children().reduce((sum, node) => sum + node.size, 0)")
        if tree != "folder" and total != size:
            problems.append("%s: %d bytes in the treemap, %d in the file" % (tree, total, size))
        outside = browser.evaluate("""(() => { const box = document.getElementById('treemap').getBoundingClientRect();
            return [...document.querySelectorAll('#treemap > button')].filter((tile) => { const r = tile.getBoundingClientRect();
                return r.right > box.right + 1 || r.bottom > box.bottom + 1; }).length; })()""")
        if outside:
            problems.append("%s: %d tiles are not within the picture" % (tree, outside))
    shown = sum(int(row[2].replace(",", "")) for row in browser.evaluate("document.querySelector('input[value=kind]').click(); rows('bytes-table')"))
    if shown != size:
        problems.append("the table says %d bytes, the file has %d" % (shown, size))
    verdict("the treemap's bytes are those of the file", problems)

    problems = []
    level = "document.querySelectorAll('#treemap-path li').length"
    browser.evaluate("document.querySelector('#treemap button[tabindex=\"0\"]').focus()")
    first = browser.evaluate("document.activeElement.textContent")
    browser.key("ArrowRight")
    if browser.evaluate("document.activeElement.textContent") == first:
        problems.append("the arrow key does not go to the next tile")
    browser.key("Enter")
    if browser.evaluate("settle().then(() => %s)" % level) != 2:
        problems.append("Enter does not open the tile")
    if not browser.evaluate("document.activeElement.matches('#treemap > button')"):
        problems.append("the focus is not in the treemap")
    browser.key("Escape")
    if browser.evaluate("settle().then(() => %s)" % level) != 1:
        problems.append("Escape does not go back")
    verdict("the treemap by keyboard", problems)


def pahole_holes(name):
    """(bits, member behind it) of the holes at the top level, from pahole's text, which counts bits and bytes apart."""
    holes, size = [], 0
    for line in read("pahole." + name).splitlines():
        if found := re.match(r"\t/\* XXX (\d+) (bit|byte)s? hole", line):
            size += int(found[1]) * (8 if found[2] == "byte" else 1)
        elif size and re.match(r"\t[^\t/}]", line) and ":0;" not in line:  # that is no member, but alignment
            line = re.sub(r"\s*__attribute__.*(?=;)", "", line)
            member = re.search(r"(\w+)\)?(\[[^\]]*\])*(\)\(.*\))?(:\d+)?;|(struct|union) \{", line.split("/*")[0])
            holes.append((size, member[1] or "" if member else "?"))
            size = 0
    return holes


def check_struct(browser, types, name):
    """A struct's size, members and holes."""
    # Rust's bindings may have another of the same name: the one with most members is C's.
    theirs = max((t for t in types if t["kind"] == "STRUCT" and t["name"] == name), key=lambda t: t["vlen"], default=None)
    if not theirs:
        return ["bpftool knows no struct " + name]
    problems = []
    browser.evaluate("find('type-search', '%s'); settle()" % name)
    links = browser.evaluate("[...document.querySelectorAll('#type-results a')].map((a) => [a.hash, a.textContent])")
    mine = [link for link, text in links if link.endswith("/%d" % theirs["id"])]
    if not mine or links.index([mine[0], dict(links)[mine[0]]]) > 1:
        return ["the search for %s gives %s" % (name, links[:3])]
    browser.evaluate("document.querySelector('#type-results a[href=\"%s\"]').click(); settle()" % mine[0])
    title = browser.evaluate("document.getElementById('type-title').textContent")
    facts = browser.evaluate("document.querySelector('#type .facts').textContent")
    if title != "struct " + name or not facts.replace(",", "").startswith("%d bytes" % theirs["size"]) and theirs["size"] < 10000:
        problems.append("%s, %s; bpftool says %d bytes" % (title, facts, theirs["size"]))
    members = browser.evaluate("""[...document.querySelectorAll('#members tbody tr[data-depth="0"]')].map((row) =>
        [row.dataset.member ?? null, Number(row.dataset.offset), Number(row.dataset.hole || 0)])""")
    ours = [(member, offset) for member, offset, _ in members if member is not None]
    said = [("" if m["name"] == "(anon)" else m["name"], m["bits_offset"]) for m in theirs["members"]]
    if ours != said:
        problems.append("members of %s: %s" % (name, sorted(set(ours) ^ set(said))[:6]))
    if os.path.exists(os.path.join(folder, "pahole." + name)):
        holes = []
        for (_, _, hole), (behind, _, _) in zip(members, members[1:]):
            if hole:
                holes.append((hole, behind))
        expected = pahole_holes(name)
        if [size for size, _ in holes] != [size for size, _ in expected] or [m for _, m in holes if m] != [m for _, m in expected if m]:
            problems.append("holes of %s: %s, but pahole says %s" % (name, holes, expected))
        check_struct.holes += len(holes)
    check_struct.members += len(ours)
    return problems


def check_types(browser):
    go(browser, "types")
    types = json.loads(read("types.json"))["types"]
    check_struct.members = check_struct.holes = 0
    problems = [problem for name in structs for problem in check_struct(browser, types, name)]
    verdict("structs as bpftool and pahole have them", problems, "%d members, %d holes" % (check_struct.members, check_struct.holes))

    problems = []
    before = browser.evaluate("location.hash")
    browser.evaluate("document.querySelector('#members td a').click(); settle()")
    after = browser.evaluate("[location.hash, document.activeElement.id, document.getElementById('type-title').textContent]")
    if after[0] == before or after[1] != "type-title":
        problems.append("the link of a member leads to %s" % after)
    if browser.evaluate("document.querySelectorAll('#type .users li').length") == 0:
        problems.append("nothing refers to the type of a member")
    browser.evaluate("history.back(); settle()")
    if browser.evaluate("location.hash") != before:
        problems.append("there is no way back")
    count = browser.evaluate("document.querySelectorAll('#members tbody tr').length")
    browser.evaluate("document.querySelector('.expand').click()")
    more = browser.evaluate("document.querySelectorAll('#members tbody tr').length")
    browser.evaluate("document.querySelector('.expand').click()")
    if more <= count or browser.evaluate("document.querySelectorAll('#members tbody tr').length") != count:
        problems.append("members of a member are not shown and hidden")
    verdict("links between types", problems)

    times = []
    for text in ("t", "st", "task", "sk_buff", "no such name", "e", "struct list_head", "_"):
        times.append((search_time(browser, "type-search", "type-status", text), text))
        rows = browser.evaluate("document.querySelectorAll('#type-results li').length")
        if rows > 200:
            times.append((1e9, "%d results are shown" % rows))
    verdict("a search for types takes less than %d ms" % FastEnough, [t for t in times if t[0] > FastEnough], "%.1f at most" % max(times)[0])


def check_left_out(browser):
    go(browser, "left-out")
    report = json.loads(read("report.json"))
    problems, times = [], []
    out = [f for f in report["functions"] if f["verdict"] not in ("included", "not a function")]
    choice = browser.evaluate("document.querySelector('#left-out-verdict option').textContent")
    if "(%s)" % format(len(out) + len(report["omitted"]), ",") not in choice:
        problems.append("the choice says %s of %d" % (choice, len(out)))
    for function in out[:: max(1, len(out) // 12)]:
        browser.evaluate("find('left-out-search', '%s'); settle()" % function["name"])
        rows = browser.evaluate("rows('left-out-table')")
        if ["function", function["name"], function["verdict"], function.get("detail", "")] not in [row[:4] for row in rows]:
            problems.append("%s: %s" % (function, rows[:2]))
    browser.evaluate("""find('left-out-search', ''); document.getElementById('left-out-verdict').value = '=all';
        document.getElementById('left-out-verdict').dispatchEvent(new Event('change'))""")
    for text in ("s", "sched", "kernel/sched core"):
        times.append(search_time(browser, "left-out-search", "left-out-table-status", text))
    browser.evaluate("document.querySelectorAll('#left-out-table th button')[2].click(); settle()")
    words = [row[2] for row in browser.evaluate("rows('left-out-table')")]
    if words != sorted(words) or len(words) > 200:
        problems.append("it is not sorted by verdict")
    if browser.evaluate("document.querySelectorAll('#left-out-table th')[2].getAttribute('aria-sort')") != "ascending":
        problems.append("the column does not say that it is sorted")
    verdict("what was left out, as --report has it", problems, "%d functions" % len(out))
    verdict("a search in what was left out takes less than %d ms" % FastEnough, [t for t in times if t > FastEnough], "%.1f at most" % max(times))


# The contrast of an element's text with what is behind it, for all elements with text of their own.
Contrast = """(() => {
  const luminance = (c) => { const [r, g, b] = c.match(/[0-9.]+/g).slice(0, 3).map((v) => { v /= 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (!/, 0\\)$|transparent/.test(c)) return c; } return 'rgb(255,255,255)'; };
  const bad = new Map();
  let seen = 0;
  for (const e of document.querySelectorAll('body *')) {
    if (!e.checkVisibility() || ![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
    if (['SCRIPT', 'STYLE', 'OPTION'].includes(e.tagName)) continue;
    const a = luminance(getComputedStyle(e).color), b = luminance(behind(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    ++seen;
    if (ratio < 4.5) bad.set(e.tagName + '.' + e.className + ' ' + behind(e), ratio.toFixed(2));
  }
  return [seen, [...bad]];
})()"""


def check_colours(browser, views):
    grounds, problems, seen = [], [], 0
    for scheme in ("light", "dark"):
        browser.colours(scheme)
        for view in views:
            go(browser, view)
            count, bad = browser.evaluate(Contrast)
            seen += count
            problems += ["%s, %s: %s" % (scheme, view, b) for b in bad]
            picture(browser, scheme + "-" + view.split("/")[0])
        grounds.append(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
    if grounds[0] == grounds[1]:
        problems.append("light and dark are alike: " + grounds[0])
    browser.colours("light")
    verdict("light and dark, with contrast", problems, "%d texts" % seen)


def check_labels(browser, views):
    """Each control has a name for a screen reader, and each view one heading that the focus goes to."""
    problems, seen = [], 0
    for view in views:
        go(browser, view)
        for node in browser.call("Accessibility.getFullAXTree")["nodes"]:
            role = node.get("role", {}).get("value")
            if role in ("button", "link", "searchbox", "textbox", "combobox", "radio", "table", "region", "navigation") and not node.get("ignored"):
                seen += 1
                if not node.get("name", {}).get("value"):
                    if role != "navigation":
                        problems.append("%s: a %s without a name" % (view, role))
        if browser.evaluate("document.querySelectorAll('main > section:not([hidden])').length") != 1:
            problems.append(view + ": not one view is shown")
    verdict("labels and headings", problems, "%d controls" % seen)


def check_diff(browser):
    milliseconds = open_page(browser, "diff.html")
    check_loading(browser, "diff.html", milliseconds)
    differences = json.loads(read("diff.json"))["differences"]
    problems, times = [], []
    for d in [d for d in differences if d.get("name")][:: max(1, len(differences) // 12)]:
        browser.evaluate("find('differences-search', '%s %s'); settle()" % (d["kind"].lower(), d["name"]))
        rows = browser.evaluate("rows('differences-table')")
        # A hundred others may have the name in theirs.
        if not any(row[1] == d["kind"].lower() and row[2] == d["name"] for row in rows) and len(rows) < 200:
            problems.append("%s: %s" % (d, rows[:2]))
    browser.evaluate("find('differences-search', 'struct task_struct'); settle()")
    for which, file in (("A", 0), ("B", 1)):
        link = browser.evaluate("[...document.querySelectorAll('#differences-table td a')].find((a) => a.getAttribute('aria-label') === 'task_struct in %s')?.hash" % which)
        if not link:
            problems.append("no link to task_struct in " + which)
            continue
        picture(browser, "diff")
        browser.evaluate("location.hash = '%s'; settle()" % link)
        said = browser.evaluate("[document.getElementById('type-title').textContent, document.getElementById('file').selectedIndex]")
        if said != ["struct task_struct", file]:
            problems.append("%s: %s" % (link, said))
        go(browser, "differences")
    for text in ("s", "struct", "task_struct", "func sched"):
        times.append(search_time(browser, "differences-search", "differences-table-status", text))
    count = browser.evaluate("document.querySelector('#differences-change option').textContent")
    if count != "all (%s)" % format(len(differences), ","):
        problems.append("%s, but %d differences" % (count, len(differences)))
    verdict("differences, as --json has them", problems, "%d" % len(differences))
    verdict("a search in the differences takes less than %d ms" % FastEnough, [t for t in times if t > FastEnough], "%.1f at most" % max(times))


def check_hostile(browser):
    problems = []
    for name in ("hostile.html", "hostile-diff.html"):
        open_page(browser, name)
        for view in ("bytes", "types", "left-out"):
            go(browser, view)
            if view == "types":
                browser.evaluate("find('type-search', 'script'); settle()")
        wrong = browser.evaluate("document.querySelectorAll('i, img, body > main script').length")
        title = browser.evaluate("document.querySelector('h1').textContent")
        text = browser.evaluate("document.body.innerText")
        if wrong or not re.search("<i>|<img", title) or browser.errors:
            problems.append((name, wrong, title, browser.errors))
        if "hostile.html" == name and "</script>" not in text:
            problems.append("the name is not there: " + text[:300])
    verdict("hostile names are text", problems)


def check_without_d3(browser):
    text = read("hostile.html")
    start = text.index("<script>\n// https://d3js.org") if "// https://d3js.org" in text else -1
    if start < 0:
        print("SKIP: report: without d3-hierarchy: btfgen was built without it; all the rest was looked at so")
        return
    end = text.index("</script>", start)
    with open(os.path.join(folder, "plain.html"), "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(text[:start] + text[end + 9 :])
    open_page(browser, "plain.html")
    said = browser.evaluate("[document.getElementById('no-treemap').checkVisibility(), document.getElementById('treemap').checkVisibility(), rows('bytes-table').length > 1]")
    verdict("without d3-hierarchy there is the table", [] if said == [True, False, True] and not browser.errors else [said, browser.errors])


def main():
    browser = Browser("chromium")
    try:
        milliseconds = open_page(browser, "report.html")
        check_loading(browser, "report.html", milliseconds)
        check_first_stop(browser)
        check_bytes(browser)
        go(browser, "largest")
        check_types(browser)
        shown = "types/" + browser.evaluate("find('type-search', 'task_struct'); settle().then(() => document.querySelector('#type-results a').hash)").split("/", 1)[1]
        check_left_out(browser)
        views = ["bytes", "largest", "left-out", shown]
        check_labels(browser, views)
        check_colours(browser, views)
        verdict("no error until the end", browser.errors)
        check_diff(browser)
        check_hostile(browser)
        check_without_d3(browser)
    finally:
        browser.close()


try:
    main()
except BrowserError as error:
    verdict("the browser", [error])
sys.exit(failed)
