# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# page.py PAGE DIR: checks that PAGE is one HTML document that loads nothing, and writes its data to DIR: the blocks of
# JSON as they are, the BTFs decoded, and the title.
# page.py PAGE DIR --report FILE: also compares what it says with the output of --report of the same run.

import base64
import html.parser
import json
import os
import sys


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.counts, self.open, self.data, self.doctypes = {}, [], {}, 0

    def handle_decl(self, declaration):
        self.doctypes += declaration == "DOCTYPE html"

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.counts[tag] = self.counts.get(tag, 0) + 1
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "audio", "video", "form"), tag
        assert "src" not in attributes and "style" not in attributes, (tag, attributes)
        assert attributes.get("href", "#").startswith("#"), attributes
        # What cannot be reached by its label cannot be used with a screen reader.
        if tag in ("input", "select"):
            assert "label" in self.open, attributes
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)
            self.id = attributes.get("id", tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        if self.open and self.open[-1] in ("script", "style", "title"):
            self.data[self.id] = self.data.get(self.id, "") + data


text = open(sys.argv[1], "rb").read().decode()  # it is UTF-8
page = Page()
page.feed(text)
page.close()
assert page.open == [] and page.doctypes == 1, page.open
for tag in ("html", "head", "body", "title", "main", "h1"):
    assert page.counts[tag] == 1, (tag, page.counts)
assert text.startswith("<!DOCTYPE html>") and text.rstrip().endswith("</html>")
assert "default-src 'none'" in text
assert "@import" not in page.data["style"] and "url(" not in page.data["style"]
for call in ("fetch(", "XMLHttpRequest", "import(", "innerHTML", "eval("):
    assert call not in page.data["script"], call

os.makedirs(sys.argv[2], exist_ok=True)
for name, data in page.data.items():
    if name in ("script", "style"):
        continue
    with open(os.path.join(sys.argv[2], name), "wb") as file:
        file.write(base64.b64decode(data, validate=True) if name.startswith("btf-") else data.encode())
    if name.startswith("data-"):
        assert "<" not in data
        json.loads(data)

if sys.argv[3:]:
    report = json.load(open(sys.argv[4]))
    mine = json.loads(page.data["data-report"])
    meanings = mine.pop("meanings")
    assert set(meanings) == set(report["omissions"]) and all(meanings.values())
    report["functions"] = [
        [f["name"], f["verdict"], f["candidates"], f.get("detail", "")]
        for f in report["functions"]
        if f["verdict"] != "not a function"
    ]
    assert mine == report
    print("%d functions, %d variables, %d omissions" % (len(mine["functions"]), len(mine["variables"]), len(mine["omitted"])))
