//===- Page.cpp - A report as one HTML page -------------------------------===//
//
// Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Page.h"

#include "Support/JsonText.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace btfgen;

namespace {

/// A file of this folder, or the library that lays out the treemap.
struct Part {
  const char *Name;
  const unsigned char *Bytes;
  size_t Size;
  StringRef text() const {
    return StringRef(reinterpret_cast<const char *>(Bytes), Size);
  }
};

#include "Parts.inc"

} // namespace

static StringRef part(StringRef Name) {
  for (const Part &P : Parts)
    if (Name == P.Name)
      return P.text();
  llvm_unreachable("the template names a part that CMakeLists.txt lacks");
}

/// \p Text as the text of an element.
static std::string inHtml(StringRef Text) {
  std::string Out;
  for (char C : Text) {
    if (C == '<')
      Out += "&lt;";
    else if (C == '&')
      Out += "&amp;";
    else
      Out += C;
  }
  return Out;
}

/// Writes \p Json as the contents of a script element. In JSON, "<" stands only
/// in strings, where it may be written with its number; then neither the end of
/// the element nor a comment can begin.
static void writeInScript(raw_ostream &OS, StringRef Json) {
  while (!Json.empty()) {
    const size_t End = std::min(Json.find('<'), Json.size());
    OS << Json.take_front(End);
    Json = Json.drop_front(End);
    if (Json.consume_front("<"))
      OS << "\\u003c";
  }
}

int Page::place(const BtfFile &File, StringRef Name) {
  for (size_t I = 0; I < Files.size(); ++I)
    if (Files[I].Btf == &File)
      return int(I);
  const int Base = File.base() ? place(*File.base(), File.base()->name()) : -1;
  Files.push_back({&File, Name.str(), Base, /*Shown=*/false});
  return int(Files.size()) - 1;
}

void Page::add(const BtfFile &File, StringRef Name) {
  Files[place(File, Name)].Shown = true;
}

void Page::writeData(raw_ostream &OS, StringRef What, StringRef Json) const {
  std::string About;
  raw_string_ostream AboutOS(About);
  json::OStream J(AboutOS);
  J.object([&] {
    J.attribute("program", Program);
    J.attribute("title", jsonText(Title));
    J.attribute("what", What);
    J.attributeArray("files", [&] {
      for (const File &F : Files)
        J.object([&] {
          J.attribute("name", jsonText(F.Name));
          J.attribute("base", F.Base);
          J.attribute("shown", F.Shown);
        });
    });
  });
  OS << "<script type=\"application/json\" id=\"data-about\">";
  writeInScript(OS, AboutOS.str());
  OS << "</script>\n<script type=\"application/json\" id=\"data-" << What
     << "\">";
  writeInScript(OS, Json.rtrim());
  OS << "</script>\n";
  for (size_t I = 0; I < Files.size(); ++I)
    OS << "<script type=\"application/octet-stream\" id=\"btf-" << I << "\">"
       << encodeBase64(Files[I].Btf->bytes()) << "</script>\n";
}

void Page::write(raw_ostream &OS, StringRef What, StringRef Json) const {
  // {{NAME}} in the template stands for a part, or for one of these.
  StringRef Rest = part("report.html");
  while (!Rest.empty()) {
    const size_t Begin = std::min(Rest.find("{{"), Rest.size());
    OS << Rest.take_front(Begin);
    Rest = Rest.drop_front(Begin);
    if (Rest.empty())
      break;
    const size_t End = Rest.find("}}");
    const StringRef Name = Rest.slice(2, End);
    Rest = Rest.substr(End).drop_front(2);
    if (Name == "title")
      OS << inHtml(jsonText(Title));
    else if (Name == "program")
      OS << inHtml(Program);
    else if (Name == "data")
      writeData(OS, What, Json);
    else
      OS << part(Name);
  }
}
