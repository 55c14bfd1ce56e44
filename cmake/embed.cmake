# SPDX-License-Identifier: MIT
# Writes a C++ source with the text of files in it: cmake -DOUT=file.cpp -DITEMS="name=path;…" -P embed.cmake
# Each becomes `const std::string_view <name>` in the namespace harmspot::web.
set(text "// Made by cmake/embed.cmake.\n#include \"output/web_text.hpp\"\n\nnamespace harmspot::web\n{\n\n")
foreach(item ${ITEMS})
  string(REGEX MATCH "^([a-z_]+)=(.*)$" matched "${item}")
  set(name ${CMAKE_MATCH_1})
  file(READ "${CMAKE_MATCH_2}" hex HEX)
  string(LENGTH "${hex}" digits)
  math(EXPR bytes "${digits} / 2")
  string(REPEAT "[0-9a-f]" 64 line)
  string(REGEX REPLACE "${line}" "\\0\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," hex "${hex}")
  string(APPEND text "static constexpr char k_${name}[] = {\n${hex}'\\0'};\n"
                     "const std::string_view ${name}(k_${name}, ${bytes});\n\n")
endforeach()
file(WRITE "${OUT}" "${text}} // namespace harmspot::web\n")
