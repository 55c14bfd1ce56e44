# SPDX-License-Identifier: MIT
# Writes every man page and the completion of PROGRAM below the folder INTO.
function(print_to file)
  execute_process(COMMAND ${PROGRAM} ${ARGN} OUTPUT_FILE ${file} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${INTO})
file(MAKE_DIRECTORY ${INTO}/man1 ${INTO}/man5)
execute_process(COMMAND ${PROGRAM} man OUTPUT_VARIABLE pages COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n]+" pages "${pages}")
foreach(page ${pages})
  string(REGEX REPLACE ".*\\.([0-9])$" "man\\1" folder ${page})
  print_to(${INTO}/${folder}/${page} man ${page})
endforeach()
print_to(${INTO}/harmspot completion bash)
file(TOUCH ${INTO}/stamp)
