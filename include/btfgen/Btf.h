//===- Btf.h - Reading BTF --------------------------------------*- C++ -*-===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// BTF describes the types, functions and per-CPU variables of a Linux kernel
/// or a kernel module. A Btf is opened once and then read at random: by type
/// id, or by name. Split BTF, a module's, continues the ids of a base, the
/// kernel's, and is opened with it.
///
///     Result<Btf> Kernel = Btf::open(Input::path("/sys/kernel/btf/vmlinux"));
///     if (!Kernel)
///       return fail(Kernel.error().message());
///     if (std::optional<Type> T = Kernel->find("sock", Kind::Struct))
///       for (Member M : T->members())
///         use(M.name(), M.bitOffset(), M.type());
///
/// All that a view follows was checked when the Btf was opened. Btf and Type
/// can be used from any number of threads.
///
//===----------------------------------------------------------------------===//

#ifndef BTFGEN_BTF_H
#define BTFGEN_BTF_H

#include "btfgen/Input.h"
#include "btfgen/Result.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace btfgen {

class BtfFile; // internal

/// The kinds of types, with the numbers of the format.
enum class Kind : uint8_t {
  Void = 0,
  Int = 1,
  Pointer = 2,
  Array = 3,
  Struct = 4,
  Union = 5,
  Enum = 6,
  Forward = 7,
  Typedef = 8,
  Volatile = 9,
  Const = 10,
  Restrict = 11,
  Function = 12,
  FunctionProto = 13,
  Variable = 14,
  DataSection = 15,
  Float = 16,
  DeclTag = 17,
  TypeTag = 18,
  Enum64 = 19,
  LocationParam = 20,
  LocationProto = 21,
  LocationSection = 22,
};

/// "STRUCT" and so on, as bpftool prints them; "UNKNOWN" for a number that is
/// not listed above.
std::string_view kindName(Kind K);

/// Of a Function or Variable.
enum class Linkage : uint8_t { Static = 0, Global = 1, Extern = 2 };

class Type;

/// A member of a Struct or Union.
class Member {
public:
  /// Empty for an anonymous struct or union, and for an unnamed bit-field.
  std::string_view name() const;
  Type type() const;
  /// From the start of the struct or union, in bits.
  uint32_t bitOffset() const { return BitOffset; }
  bool isBitField() const { return BitSize != 0; }
  /// In bits; 0 unless it is a bit-field.
  uint32_t bitSize() const { return BitSize; }

private:
  friend struct TypeAccess;
  const BtfFile *File = nullptr;
  uint32_t NameOffset = 0, TypeId = 0, BitOffset = 0, BitSize = 0;
};

/// An enumerator of an Enum or Enum64.
class Enumerator {
public:
  std::string_view name() const;
  /// The value in 64 bits: sign-extended if the enumeration is signed.
  uint64_t value() const { return Value; }
  bool isSigned() const { return Signed; }

private:
  friend struct TypeAccess;
  const BtfFile *File = nullptr;
  uint32_t NameOffset = 0;
  bool Signed = false;
  uint64_t Value = 0;
};

/// A parameter of a FunctionProto.
class Parameter {
public:
  /// May be empty.
  std::string_view name() const;
  /// Void for "...", which is the last one.
  Type type() const;

private:
  friend struct TypeAccess;
  const BtfFile *File = nullptr;
  uint32_t NameOffset = 0, TypeId = 0;
};

/// A variable's place in a DataSection.
class SectionVariable {
public:
  /// The Variable; a Function in BPF objects.
  Type type() const;
  uint32_t offset() const { return Offset; } ///< in bytes
  uint32_t size() const { return Size; }     ///< in bytes

private:
  friend struct TypeAccess;
  const BtfFile *File = nullptr;
  uint32_t TypeId = 0, Offset = 0, Size = 0;
};

template <typename T> class Elements;

/// A view of one type, cheap to copy. Valid as long as a Btf that has it, as
/// its own or in its base. Accessors that do not fit the kind return 0, false,
/// an empty name, Void, or no elements.
class Type {
public:
  uint32_t id() const { return TypeId; } ///< 0: Void
  Kind kind() const;
  bool is(Kind K) const { return kind() == K; }
  bool isVoid() const { return TypeId == 0; }
  /// Empty if it has none.
  std::string_view name() const;

  /// In bytes: Int, Struct, Union, Enum, Enum64, Float, DataSection.
  uint32_t size() const;
  /// What it is about: what a Pointer points to, what a Typedef, Const,
  /// Volatile, Restrict or TypeTag stands for, the type of a Variable, the
  /// FunctionProto of a Function, the return type of a FunctionProto, what a
  /// DeclTag is attached to.
  Type target() const;
  /// This type without the Typedefs, Const, Volatile, Restrict and TypeTags in
  /// front of it.
  Type stripped() const;

  bool isSigned() const;        ///< Int, Enum, Enum64
  bool isBool() const;          ///< Int
  bool isChar() const;          ///< Int
  uint32_t bits() const;        ///< Int
  Type elementType() const;     ///< Array
  uint32_t numElements() const; ///< Array
  Linkage linkage() const;      ///< Function, Variable
  bool declaresUnion() const;   ///< Forward
  /// DeclTag: index of the member or parameter; -1: all of the target.
  int32_t componentIndex() const;
  /// DeclTag, TypeTag: stands for `__attribute__((name))`, not for a
  /// btf_decl_tag or btf_type_tag of that name.
  bool isAttribute() const;

  Elements<Member> members() const;                   ///< Struct, Union
  Elements<Enumerator> enumerators() const;           ///< Enum, Enum64
  Elements<Parameter> parameters() const;             ///< FunctionProto
  Elements<SectionVariable> sectionVariables() const; ///< DataSection

  /// C for something called \p Name that has this type, on one line:
  /// `int (*handler)(struct irq_desc *)`. Without a name, the type alone. Long
  /// ones are cut with "...".
  std::string declaration(std::string_view Name = {}) const;
  /// C that introduces this type: `struct list_head`, `int foo(void)`.
  std::string description() const;

  /// Whether both are views of the same type of the same Btf.
  friend bool operator==(const Type &A, const Type &B) {
    return A.File == B.File && A.TypeId == B.TypeId;
  }

private:
  friend struct TypeAccess;
  template <typename T> friend class Elements;
  Type(const BtfFile *File, const uint32_t *Words, uint32_t Id)
      : File(File), Words(Words), TypeId(Id) {}

  const BtfFile *File;
  const uint32_t *Words;
  uint32_t TypeId;
};

/// A range over the elements of a type, in their order. Valid as the type is.
template <typename T> class Elements {
public:
  class iterator {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = const T *;
    using reference = T;
    T operator*() const { return (*Range)[I]; }
    iterator &operator++() {
      ++I;
      return *this;
    }
    iterator operator++(int) {
      iterator Old = *this;
      ++I;
      return Old;
    }
    bool operator==(const iterator &Other) const { return I == Other.I; }

  private:
    friend class Elements;
    iterator(const Elements *Range, uint32_t I) : Range(Range), I(I) {}
    const Elements *Range;
    uint32_t I;
  };

  uint32_t size() const { return Count; }
  bool empty() const { return Count == 0; }
  /// Element \p I, below size().
  T operator[](uint32_t I) const;
  iterator begin() const { return iterator(this, 0); }
  iterator end() const { return iterator(this, Count); }

private:
  friend class Type;
  Elements(Type Owner, uint32_t Count) : Owner(Owner), Count(Count) {}
  Type Owner;
  uint32_t Count;
};

template <> Member Elements<Member>::operator[](uint32_t) const;
template <> Enumerator Elements<Enumerator>::operator[](uint32_t) const;
template <> Parameter Elements<Parameter>::operator[](uint32_t) const;
template <>
SectionVariable Elements<SectionVariable>::operator[](uint32_t) const;

/// BTF that was opened, or nothing. Copies share it; it lives as long as one of
/// them, or one that has it as its base.
class Btf {
public:
  /// None.
  Btf() = default;

  /// Opens raw BTF, known by its magic, or the .BTF of an ELF file, of either
  /// byte order. \p Base makes it split BTF: ids and strings continue those of
  /// the base. An ELF file with a section .BTF.base brings its own base, which
  /// is used instead. Takes time and memory in proportion to the BTF's size.
  ///
  /// Errors: NoBtf; what is not there or not readable; a record, id or string
  /// that lies outside. Whether a kernel would accept it is another question:
  /// see verify().
  static Result<Btf> open(const Input &From, Btf Base = {});

  /// Whether there is one. All that follows needs that.
  explicit operator bool() const { return I != nullptr; }

  /// The name of the input.
  std::string_view name() const;
  /// The base, or none.
  Btf base() const;
  /// Whether the base is the .BTF.base of the same file.
  bool hasDistilledBase() const;
  bool isLittleEndian() const;
  /// Raw BTF: header, types, strings. Without the base.
  std::span<const uint8_t> bytes() const;

  /// Own types have the ids from firstId() to below endId(); lower ones are
  /// those of the base.
  uint32_t firstId() const;
  uint32_t endId() const;
  /// The type \p Id, own or of the base; Void where there is none.
  Type type(uint32_t Id) const;

  /// The first type of that name, and of kind \p K if that is given: an own one
  /// if there is any, else one of the base. The first call makes an index of
  /// names, in a few milliseconds for a kernel's BTF.
  std::optional<Type> find(std::string_view Name,
                           std::optional<Kind> K = {}) const;
  /// All types of that name, those of the base first, in order of id.
  std::vector<Type> findAll(std::string_view Name) const;

private:
  friend struct TypeAccess;
  struct Impl;
  explicit Btf(std::shared_ptr<const Impl> I) : I(std::move(I)) {}
  std::shared_ptr<const Impl> I;
};

} // namespace btfgen

#endif // BTFGEN_BTF_H
