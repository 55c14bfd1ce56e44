// SPDX-License-Identifier: MIT
#pragma once

#include <string>

/// The project's folder, for tests that read what ships with it. Defined in one file alone, so that the compiler
/// cache serves the tests of every checkout.
[[nodiscard]] std::string source_dir();
