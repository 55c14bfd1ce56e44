// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"

#include "run/config_tree.hpp"

namespace harmspot::config
{

/// Puts what the command line says into the document: `--set`, then `--incidents`, `--areas`, `--out`,
/// `--seed`, which win.
void apply_command_line(Node& document, const CommandLineConfig& command_line, Problems& problems);

} // namespace harmspot::config
