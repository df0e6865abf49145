# What the project's own tests, examples and benchmarks share; users of the library never see it.

set(CMAKE_CXX_EXTENSIONS OFF)

find_program(CTGRAD_CCACHE ccache)
if(CTGRAD_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CTGRAD_CCACHE}")
endif()

# The headers are compiled with these too: they are not system headers here, and none of them switches a warning off.
set(ctgrad_warning_flags -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wdouble-promotion -Werror)
add_library(ctgrad_warnings INTERFACE)
target_compile_options(ctgrad_warnings INTERFACE ${ctgrad_warning_flags})

# ctgrad_add_program(<target> <source>...): an executable that uses the library.
function(ctgrad_add_program target)
    add_executable(${target} ${ARGN})
    target_link_libraries(${target} PRIVATE ctgrad::ctgrad ctgrad_warnings)
endfunction()

# ctgrad_add_output_test(<test> <target> <source> <expected>): the program's output equals the text file, where there is
# one; otherwise the program has to succeed. A line `// arguments: ...` in the source says how the test calls it.
# The target `update_golden` rewrites all the text files from what the programs print.
function(ctgrad_add_output_test test target source expected)
    file(STRINGS "${source}" arguments REGEX "^// arguments: " LIMIT_COUNT 1)
    string(REGEX REPLACE "^// arguments: " "" arguments "${arguments}")
    separate_arguments(arguments UNIX_COMMAND "${arguments}")
    if(NOT EXISTS "${expected}")
        add_test(NAME ${test} COMMAND ${target} ${arguments})
        return()
    endif()
    find_package(Python3 REQUIRED COMPONENTS Interpreter)
    set(compare "${Python3_EXECUTABLE}" "${PROJECT_SOURCE_DIR}/tests/support/compare_output")
    add_test(NAME ${test} COMMAND ${compare} "${expected}" -- $<TARGET_FILE:${target}> ${arguments})
    if(NOT TARGET update_golden)
        add_custom_target(update_golden)
    endif()
    add_custom_target(update_${target}
        COMMAND ${compare} --update "${expected}" -- $<TARGET_FILE:${target}> ${arguments}
        VERBATIM)
    add_dependencies(update_golden update_${target})
endfunction()
