# The build's own words. A module is a static library of all .cpp files in a folder; a plug-in table is a .def file.

add_library(integrart_options INTERFACE)
target_compile_options(integrart_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -fstack-protector-strong
  $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>  # which for GCC is no part of -Wconversion
  # In a batch clang takes what other files call so for shadowed; GCC, which looks at everything too, does not.
  $<$<AND:$<CXX_COMPILER_ID:Clang>,$<BOOL:$<TARGET_PROPERTY:INTEGRART_IS_TEST>>>:-Wno-shadow>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)  # GCC 12 sees ghosts in "text" + std::string (bug 105651)
# Paths in what is built begin at the source folder: clones elsewhere build the same bytes, and one compiler cache serves them all.
target_compile_options(integrart_options INTERFACE -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
target_include_directories(integrart_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_definitions(integrart_options INTERFACE $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
if(INTEGRART_SANITIZE)
  list(JOIN INTEGRART_SANITIZE "," sanitizers)
  # Instrumented code confuses GCC's own flow analysis, which then warns of values that are set.
  target_compile_options(integrart_options INTERFACE -fsanitize=${sanitizers} -fno-omit-frame-pointer
    -fno-sanitize-recover=all $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(integrart_options INTERFACE -fsanitize=${sanitizers})
endif()
if(INTEGRART_FUZZ)
  target_compile_options(integrart_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# integrart_batches(TARGET): its files compile several at a time, chosen by batches.py; about twice as quick as one by one. Who
# changes single files all day may turn INTEGRART_BATCHES off (the debug preset does).
function(integrart_batches target)
  if(NOT INTEGRART_BATCHES)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  execute_process(COMMAND /usr/bin/python3 ${CMAKE_SOURCE_DIR}/pipeline/batches.py ${CMAKE_SOURCE_DIR} ${sources}
    OUTPUT_VARIABLE output OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE "\n" ";" numbers_and_files "${output}")
  while(numbers_and_files)
    list(POP_FRONT numbers_and_files number file)
    set_source_files_properties(${file} PROPERTIES UNITY_GROUP batch_${number})
  endwhile()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  # Which would warn of what is in an unnamed namespace of a file that another one includes.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endfunction()

# integrart_module(NAME FOLDER [NO_RECURSE] [EXCLUDE files...] [PUBLIC targets...] [PRIVATE targets...])
# Third-party targets under PRIVATE stay fenced: their headers are system headers of this module only.
function(integrart_module name folder)
  cmake_parse_arguments(PARSE_ARGV 2 arg "NO_RECURSE" "" "EXCLUDE;PUBLIC;PRIVATE")
  if(arg_NO_RECURSE)
    file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  else()
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  endif()
  foreach(excluded IN LISTS arg_EXCLUDE)
    list(REMOVE_ITEM sources ${CMAKE_SOURCE_DIR}/${folder}/${excluded})
  endforeach()
  if(NOT sources)  # headers only, so far
    add_library(integrart_${name} INTERFACE)
    target_link_libraries(integrart_${name} INTERFACE integrart_options ${arg_PUBLIC})
    return()
  endif()
  add_library(integrart_${name} STATIC ${sources})
  integrart_batches(integrart_${name})
  target_link_libraries(integrart_${name} PUBLIC integrart_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()

function(integrart_program name source library)
  add_executable(${name} ${source})
  target_link_libraries(${name} PRIVATE ${library})
  target_compile_definitions(${name} PRIVATE INTEGRART_VERSION="${PROJECT_VERSION}")
endfunction()

# integrart_plugins(TARGET DEF MACRO FOLDERS...): every line MACRO(name) of DEF has exactly one FOLDER/name.cpp, and
# every .cpp directly in the folders but table.cpp has a line. Anything else stops the build.
function(integrart_plugins target def macro)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${def})
  file(STRINGS ${def} lines REGEX "^${macro}\\(")
  set(named "")
  foreach(line IN LISTS lines)
    string(REGEX REPLACE "^${macro}\\(([a-z0-9_]+)\\).*" "\\1" id "${line}")
    list(APPEND named ${id})
  endforeach()
  set(present "")
  foreach(folder IN LISTS ARGN)
    file(GLOB files CONFIGURE_DEPENDS ${folder}/*.cpp)
    foreach(file IN LISTS files)
      get_filename_component(id ${file} NAME_WE)
      if(NOT id STREQUAL "table")
        list(APPEND present ${id})
      endif()
    endforeach()
  endforeach()
  foreach(id IN LISTS named)
    if(NOT id IN_LIST present)
      message(FATAL_ERROR "${def} names ${id}, but there is no ${id}.cpp in ${ARGN}")
    endif()
  endforeach()
  foreach(id IN LISTS present)
    if(NOT id IN_LIST named)
      message(FATAL_ERROR "${id}.cpp in ${ARGN} has no line ${macro}(${id}) in ${def}")
    endif()
  endforeach()
endfunction()

# integrart_embed(TARGET FUNCTION [BASE folder] FILES files...): compiles the files in and gives them to C++ as
# `std::span<const integrart::EmbeddedFile> integrart::FUNCTION();` (declare it where it is used).
function(integrart_embed target function)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "BASE" "FILES")
  set(base ${CMAKE_SOURCE_DIR})
  if(arg_BASE)
    set(base ${CMAKE_SOURCE_DIR}/${arg_BASE})
  endif()
  set(generated ${CMAKE_BINARY_DIR}/embedded/${function}.cpp)
  set(text "#include <array>\n#include <span>\n#include \"pipeline/base/embedded.h\"\n")
  set(table "")
  set(number 0)
  foreach(file IN LISTS arg_FILES)
    set(symbol "integrart_${function}_${number}")
    string(APPEND text "__asm__(\".section .rodata\\n.global ${symbol}_begin\\n.global ${symbol}_end\\n${symbol}_begin:\\n.incbin \\\"${base}/${file}\\\"\\n${symbol}_end:\\n.byte 0\\n.text\\n\");\n")
    string(APPEND text "extern \"C\" const char ${symbol}_begin[];\nextern \"C\" const char ${symbol}_end[];\n")
    string(APPEND table "    EmbeddedFile{\"${file}\", {${symbol}_begin, static_cast<std::size_t>(${symbol}_end - ${symbol}_begin)}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  string(APPEND text "namespace integrart {\nstd::span<const EmbeddedFile> ${function}();\nstd::span<const EmbeddedFile> ${function}() {\n  static const std::array<EmbeddedFile, ${number}> files{\n${table}  };\n  return files;\n}\n}  // namespace integrart\n")
  file(CONFIGURE OUTPUT ${generated} CONTENT "${text}" @ONLY)
  target_sources(${target} PRIVATE ${generated})
  list(TRANSFORM arg_FILES PREPEND ${base}/)
  set_source_files_properties(${generated} PROPERTIES OBJECT_DEPENDS "${arg_FILES}" COMPILE_OPTIONS "-Wno-pedantic")
endfunction()
