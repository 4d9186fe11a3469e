// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Has cilium/ebpf read BTF, and do CO-RE with it, without a kernel.
//
//	cilium load VMLINUX SPLIT...
//	    reads all types of all of them
//	cilium types FACTS OWNER[,OWNER]... BTF [BASE]
//	    looks for what gdb has said of the OWNERs (gdb-facts.py)
//	cilium core FACTS OBJECT VMLINUX [OWNER=SPLIT]...
//	    relocates core-object.bpf.o for them, and finds the functions to attach to
//	cilium merge OUT VMLINUX SPLIT...
//	    writes the types of all of them as one BTF, deduplicated
//
// Prints what is different, and exits 1 if something is.
package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/btf"
)

// A fact is a line of gdb-facts.py in words: what is asked, about whose type,
// and behind these the names and gdb's answer.
type fact struct {
	word, owner string
	rest        []string
}

func readFacts(path string) ([]fact, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var facts []fact
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		facts = append(facts, fact{words[0], words[1], words[2:]})
	}
	return facts, nil
}

// A tally counts answers, and prints those that are different.
type tally struct{ asked, different int }

func (t *tally) expect(f fact, read, expected string) {
	t.asked++
	if read != expected {
		t.different++
		fmt.Printf("%s %s: %s, gdb says %s\n", f.word, strings.Join(f.rest, " "), read, expected)
	}
}

func (t *tally) end() error {
	fmt.Printf("%d asked, %d different\n", t.asked, t.different)
	if t.asked == 0 || t.different > 0 {
		return errors.New("not what gdb says")
	}
	return nil
}

func loadAll(vmlinux string, splits []string) ([]*btf.Spec, error) {
	base, err := btf.LoadSpec(vmlinux)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", vmlinux, err)
	}
	specs := []*btf.Spec{base}
	for _, path := range splits {
		split, err := btf.LoadSplitSpec(path, base)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		specs = append(specs, split)
	}
	return specs, nil
}

func typesOf(specs []*btf.Spec) ([]btf.Type, error) {
	var types []btf.Type
	for _, spec := range specs {
		for t, err := range spec.All() {
			if err != nil {
				return nil, err
			}
			types = append(types, t)
		}
	}
	return types, nil
}

func load(arguments []string) error {
	specs, err := loadAll(arguments[0], arguments[1:])
	if err != nil {
		return err
	}
	types, err := typesOf(specs)
	fmt.Printf("%d types in %d BTFs\n", len(types), len(specs))
	return err
}

func merge(arguments []string) error {
	specs, err := loadAll(arguments[1], arguments[2:])
	if err != nil {
		return err
	}
	types, err := typesOf(specs)
	if err != nil {
		return err
	}
	builder, err := btf.NewBuilder(types, &btf.BuilderOptions{Deduplicate: true})
	if err != nil {
		return err
	}
	raw, err := builder.Marshal(nil, &btf.MarshalOptions{Order: binary.LittleEndian})
	if err != nil {
		return err
	}
	fmt.Printf("%d types and their strings in %d bytes\n", len(types), len(raw))
	return os.WriteFile(arguments[0], raw, 0o666)
}

// find looks for a type by name and kind in one of the specs.
func find[T btf.Type](specs []*btf.Spec, name string) (T, bool) {
	var found T
	for _, spec := range specs {
		if spec.TypeByName(name, &found) == nil {
			return found, true
		}
	}
	return found, false
}

func membersOf(t btf.Type) []btf.Member {
	switch t := btf.UnderlyingType(t).(type) {
	case *btf.Struct:
		return t.Members
	case *btf.Union:
		return t.Members
	}
	return nil
}

// place says in gdb's words where a field is, also in members without a name.
func place(t btf.Type, name string, base btf.Bits) string {
	for _, member := range membersOf(t) {
		if member.Name == name {
			return fmt.Sprint(base+member.Offset, " ", member.BitfieldSize, " ", sizeOf(member.Type))
		}
		if member.Name == "" {
			if found := place(member.Type, name, base+member.Offset); found != "" {
				return found
			}
		}
	}
	return ""
}

func sizeOf(t btf.Type) int {
	if _, void := btf.UnderlyingType(t).(*btf.Void); void {
		return 0
	}
	size, err := btf.Sizeof(t)
	if err != nil {
		return -1
	}
	return size
}

func describeEnum(t *btf.Enum, name string) string {
	for _, value := range t.Values {
		if value.Name == name {
			if t.Signed {
				return strconv.FormatInt(int64(value.Value), 10)
			}
			return strconv.FormatUint(value.Value, 10)
		}
	}
	return "nothing"
}

func describeFunc(t *btf.Func) string {
	proto := t.Type.(*btf.FuncProto)
	sizes := []string{strconv.Itoa(sizeOf(proto.Return))}
	for _, parameter := range proto.Params {
		if _, dots := parameter.Type.(*btf.Void); !dots {
			sizes = append(sizes, strconv.Itoa(sizeOf(parameter.Type)))
		}
	}
	return strings.Join(sizes, ",")
}

// describe says what is found of that which a fact is about, in gdb's words.
func describe(specs []*btf.Spec, f fact) (read, expected string) {
	read = "nothing"
	switch f.word {
	case "member":
		expected = strings.Join(f.rest[4:], " ")
		if f.rest[0] == "struct" {
			if t, ok := find[*btf.Struct](specs, f.rest[1]); ok {
				read = fmt.Sprint(place(t, f.rest[2], 0), " ", t.Size)
			}
		} else if t, ok := find[*btf.Union](specs, f.rest[1]); ok {
			read = fmt.Sprint(place(t, f.rest[2], 0), " ", t.Size)
		}
	case "enumerator":
		expected = f.rest[2]
		if t, ok := find[*btf.Enum](specs, f.rest[0]); ok {
			read = describeEnum(t, f.rest[1])
		}
	case "function":
		expected = f.rest[1]
		if t, ok := find[*btf.Func](specs, f.rest[0]); ok {
			read = describeFunc(t)
		}
	case "variable":
		expected = f.rest[2]
		if t, ok := find[*btf.Var](specs, f.rest[0]); ok {
			read = strconv.Itoa(sizeOf(t.Type))
		}
	}
	return read, expected
}

func types(arguments []string) error {
	facts, err := readFacts(arguments[0])
	if err != nil {
		return err
	}
	// Of a split, what is asked for must be in itself.
	specs, err := loadAll(arguments[len(arguments)-1], arguments[2:len(arguments)-1])
	if err != nil {
		return err
	}
	var counts tally
	for _, f := range facts {
		if slices.Contains(strings.Split(arguments[1], ","), f.owner) {
			read, expected := describe(specs[len(specs)-1:], f)
			counts.expect(f, read, expected)
		}
	}
	return counts.end()
}

// relocated returns what a program of core-object.bpf.c has in its first
// instruction when CO-RE is done.
func relocated(program *ebpf.ProgramSpec, targets []*btf.Spec) (int64, error) {
	first := &program.Instructions[0]
	relocation := btf.CORERelocationMetadata(first)
	if relocation == nil {
		return 0, errors.New("no relocation")
	}
	local := func(btf.Type) (btf.TypeID, error) { return 0, errors.New("no type of the object is asked for") }
	fixups, err := btf.CORERelocate([]*btf.CORERelocation{relocation}, targets, binary.LittleEndian, local)
	if err != nil {
		return 0, err
	}
	if strings.Contains(fixups[0].String(), "poison") {
		return 0, errors.New(fixups[0].String())
	}
	if err := fixups[0].Apply(first); err != nil {
		return 0, err
	}
	return first.Constant, nil
}

// answer returns what that program should say, from the fact that it is about;
// "" if CO-RE has no part in it.
func answer(word byte, f fact) string {
	switch word {
	case 'o':
		bits, _ := strconv.Atoi(f.rest[4])
		return strconv.Itoa(bits / 8)
	case 's':
		return f.rest[6]
	case 't':
		return f.rest[7]
	case 'x':
		return "0"
	case 'e':
		if value, err := strconv.ParseUint(f.rest[2], 10, 64); err == nil { // as in 64 bits with a sign
			return strconv.FormatInt(int64(value), 10)
		}
		return f.rest[2]
	}
	return ""
}

func core(arguments []string) error {
	facts, err := readFacts(arguments[0])
	if err != nil {
		return err
	}
	collection, err := ebpf.LoadCollectionSpec(arguments[1])
	if err != nil {
		return err
	}
	var paths []string
	owners := []string{"vmlinux"}
	for _, pair := range arguments[3:] {
		owner, path, _ := strings.Cut(pair, "=")
		owners, paths = append(owners, owner), append(paths, path)
	}
	targets, err := loadAll(arguments[2], paths)
	if err != nil {
		return err
	}
	var counts tally
	for name, program := range collection.Programs {
		number, _ := strconv.Atoi(name[1:])
		f := facts[number-1]
		if expected := answer(name[0], f); expected != "" {
			value, err := relocated(program, targets)
			read := strconv.FormatInt(value, 10)
			if err != nil {
				read = err.Error()
			}
			counts.expect(fact{name, f.owner, f.rest}, read, expected)
		} else if name[0] == 'f' {
			read, err := owner(program.AttachTo, owners, targets)
			if err != nil {
				read = err.Error()
			}
			expected := f.owner
			if !slices.Contains(owners, expected) { // all is in one
				expected = owners[0]
			}
			counts.expect(fact{name, f.owner, f.rest}, read, expected)
		}
	}
	if counts.asked != len(collection.Programs) {
		return fmt.Errorf("%d programs, %d asked", len(collection.Programs), counts.asked)
	}
	return counts.end()
}

// owner says in whose BTF a function is that has an id to attach to; in the
// kernel of an id of a split, that of the type with this name.
func owner(function string, owners []string, targets []*btf.Spec) (string, error) {
	for i, target := range targets {
		var found *btf.Func
		if target.TypeByName(function, &found) != nil {
			continue
		}
		id, err := target.TypeID(found)
		if err != nil {
			return "", err
		}
		behind, err := target.TypeByID(id)
		if err != nil || behind.TypeName() != function {
			return "", fmt.Errorf("id %d is not that of %s", id, function)
		}
		return owners[i], nil
	}
	return "", fmt.Errorf("%s is nowhere", function)
}

func main() {
	commands := map[string]struct {
		run   func([]string) error
		least int
	}{"load": {load, 1}, "types": {types, 3}, "core": {core, 3}, "merge": {merge, 2}}
	if len(os.Args) < 2 || len(os.Args)-2 < commands[os.Args[1]].least || commands[os.Args[1]].run == nil {
		fmt.Fprintln(os.Stderr, "usage: cilium load|types|core|merge ARGUMENT...")
		os.Exit(2)
	}
	if err := commands[os.Args[1]].run(os.Args[2:]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
