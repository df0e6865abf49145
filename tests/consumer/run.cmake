# Builds and runs the consumer from nothing: cmake -D WAY=package|subdirectory ... -P run.cmake

function(run)
    execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE "${BUILD_DIR}")
if(WAY STREQUAL "package")
    run(${CMAKE_COMMAND} --install "${CTGRAD_BINARY_DIR}" --prefix "${BUILD_DIR}/prefix")
    set(find -D "CMAKE_PREFIX_PATH=${BUILD_DIR}/prefix")
else()
    set(find -D "CTGRAD_SOURCE_DIR=${CTGRAD_SOURCE_DIR}")
endif()
run(${CMAKE_COMMAND} -G "${GENERATOR}" -S "${CMAKE_CURRENT_LIST_DIR}" -B "${BUILD_DIR}/build"
    -D CMAKE_BUILD_TYPE=Release -D "CMAKE_CXX_COMPILER=${CXX}" ${find})
run(${CMAKE_COMMAND} --build "${BUILD_DIR}/build")
run("${BUILD_DIR}/build/consumer")
