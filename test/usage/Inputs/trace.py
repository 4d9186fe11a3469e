# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# trace.py FILE: checks that FILE is a trace in Chromium's format whose events nest in each thread, and prints the names
# of its events, with their details where there are any, and of its threads: each once, sorted.
# trace.py --threads N FILE COMMAND...: runs COMMAND, which writes FILE, until units were read by N threads. On a busy
# machine one thread may have done all before another one begins.

import json
import subprocess
import sys


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)["traceEvents"]


def isTotal(event):
    return event["name"].startswith("Total ")


def check(events):
    """Of what happened in one thread, one contains the other or ends before it."""
    assert len({event["pid"] for event in events}) == 1
    for thread in {event["tid"] for event in events}:
        open = []
        mine = [event for event in events if event["tid"] == thread and event["ph"] == "X" and not isTotal(event)]
        for event in sorted(mine, key=lambda event: (event["ts"], -event["dur"])):
            while open and open[-1] <= event["ts"]:
                open.pop()
            end = event["ts"] + event["dur"]
            # Microseconds are rounded.
            assert not open or end <= open[-1] + 1, event
            open.append(end)
        assert not mine or [event for event in events if event["tid"] == thread and event["name"] == "thread_name"], thread


if sys.argv[1] == "--threads":
    wanted, path, command = int(sys.argv[2]), sys.argv[3], sys.argv[4:]
    for attempt in range(200):
        subprocess.run(command, check=True)
        if len({event["tid"] for event in read(path) if event["name"] == "unit"}) == wanted:
            break
    sys.argv[1:] = [path]
events = read(sys.argv[1])
check(events)
# Short events are only in the totals.
words = {event["name"].removeprefix("Total ") for event in events if event["ph"] == "X"}
words |= {"%s: %s" % (event["name"], event["args"]["detail"]) for event in events if event.get("args", {}).get("detail")}
words |= {"thread: " + event["args"]["name"] for event in events if event["name"] == "thread_name"}
print("\n".join(sorted(words)))
