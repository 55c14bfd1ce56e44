// SPDX-License-Identifier: MIT
#include "source_dir.hpp"

std::string source_dir()
{
    return HARMSPOT_SOURCE_DIR;
}
