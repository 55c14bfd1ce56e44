// SPDX-License-Identifier: MIT
#pragma once

#include "run/products.hpp"

#include <string>

namespace harmspot
{

/// Publishes a table, writes it with its metadata beside it, and puts both among the outputs.
/// \return the table as it was published
Table write_table(const std::string& path, Table table, const PublishRules& rules, OutputFolder& folder,
                  Products& products);

} // namespace harmspot
