// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// usage: go-program OBJECT COMMAND...
//
// Loads the programs of OBJECT (calls.bpf.c) with cilium/ebpf, attaches them,
// runs COMMAND, and prints what they saw.
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/link"
	"github.com/cilium/ebpf/ringbuf"
)

// As in calls.bpf.c.
type report struct {
	What    uint64
	Numbers [5]int64
}

// What the numbers of a report are, by what it is about.
var words = []string{
	"vfs_write: %d bytes, inode %d, size %d",
	"entry: value %d, first %d, second %d, task->tgid %d",
	"exit: value %d, first %d, second %d, task->tgid %d, returns %d",
}

func (r report) String() string {
	text := words[r.What]
	var numbers []any
	for _, number := range r.Numbers[:strings.Count(text, "%d")] {
		numbers = append(numbers, number)
	}
	return fmt.Sprintf(text, numbers...)
}

func run(object string, command []string) error {
	collection, err := ebpf.LoadCollection(object)
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	defer collection.Close()
	reader, err := ringbuf.NewReader(collection.Maps["Reports"])
	if err != nil {
		return err
	}
	defer reader.Close()
	for name, program := range collection.Programs {
		attached, err := link.AttachTracing(link.TracingOptions{Program: program})
		if err != nil {
			return fmt.Errorf("attach %s: %w", name, err)
		}
		defer attached.Close()
	}
	if said, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", command[0], err, said)
	}
	// All has been seen: what is there now is all.
	reader.SetDeadline(time.Now())
	for {
		record, err := reader.Read()
		if errors.Is(err, os.ErrDeadlineExceeded) {
			return nil
		}
		if err != nil {
			return err
		}
		var seen report
		if err := binary.Read(bytes.NewReader(record.RawSample), binary.NativeEndian, &seen); err != nil {
			return err
		}
		fmt.Println(seen)
	}
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: go-program OBJECT COMMAND...")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
