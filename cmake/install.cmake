include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(ctgrad_package_dir "${CMAKE_INSTALL_DATADIR}/cmake/ctgrad")

install(TARGETS ctgrad EXPORT ctgrad-targets FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT ctgrad-targets NAMESPACE ctgrad:: DESTINATION "${ctgrad_package_dir}")

configure_package_config_file(
    "${CMAKE_CURRENT_LIST_DIR}/ctgrad-config.cmake.in"
    "${CMAKE_CURRENT_BINARY_DIR}/ctgrad-config.cmake"
    INSTALL_DESTINATION "${ctgrad_package_dir}")
write_basic_package_version_file(
    "${CMAKE_CURRENT_BINARY_DIR}/ctgrad-config-version.cmake"
    COMPATIBILITY SameMinorVersion
    ARCH_INDEPENDENT)
install(
    FILES
        "${CMAKE_CURRENT_BINARY_DIR}/ctgrad-config.cmake"
        "${CMAKE_CURRENT_BINARY_DIR}/ctgrad-config-version.cmake"
    DESTINATION "${ctgrad_package_dir}")
