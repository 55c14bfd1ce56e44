harmspot_bench(kde_bench SOURCES counted_memory.cpp former_avx2.cpp former_avx512.cpp former_plain.cpp former_quartic.cpp
                                 kde_bench.cpp kde_points.cpp)
foreach(path avx2 avx512)
  get_source_file_property(options ${CMAKE_SOURCE_DIR}/src/density/loops_${path}.cpp TARGET_DIRECTORY harmspot_core COMPILE_OPTIONS)
  if(options)
    set_source_files_properties(former_${path}.cpp PROPERTIES COMPILE_OPTIONS "${options}")
  endif()
endforeach()
