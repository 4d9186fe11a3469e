# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Writes OUT: each of FILES as an array of bytes, and TREEMAP, which may be empty, as the part d3-hierarchy.js. Their
# bytes are copied, not their text, of which CMake would read some as its own.
set(Arrays "")
set(Table "")
function(add_part Name File)
  set(Bytes "")
  if(File)
    file(READ ${File} Text)
    # It would end there where it stands in the page.
    if(File MATCHES "[.](js|css)$" AND Text MATCHES "</(script|style)|<!--")
      message(FATAL_ERROR "${File} cannot be a part of a page: it contains ${CMAKE_MATCH_0}")
    endif()
    file(READ ${File} Bytes HEX)
    string(REGEX REPLACE "(..)" "0x\\1," Bytes "${Bytes}")
  endif()
  string(MAKE_C_IDENTIFIER ${Name} Symbol)
  string(APPEND Arrays "const unsigned char Part_${Symbol}[] = {${Bytes}0};\n")
  string(APPEND Table "    {\"${Name}\", Part_${Symbol}, sizeof(Part_${Symbol}) - 1},\n")
  set(Arrays "${Arrays}" PARENT_SCOPE)
  set(Table "${Table}" PARENT_SCOPE)
endfunction()

foreach(File IN LISTS FILES)
  get_filename_component(Name ${File} NAME)
  add_part(${Name} ${File})
endforeach()
add_part(d3-hierarchy.js "${TREEMAP}")
file(WRITE ${OUT} "${Arrays}const Part Parts[] = {\n${Table}};\n")
