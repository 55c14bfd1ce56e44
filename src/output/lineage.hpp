// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/output.hpp"

#include <string>

namespace harmspot
{

/// Where a file's layers come from, as ISO 19139 XML: title, abstract, marking as a use limitation, the inputs as
/// sources, and the rest of the record as the statement of lineage. Holds no apostrophe, so it may stand in SQL.
/// \param date "2024-03-01", when the data set is said to be from
[[nodiscard]] std::string lineage_xml(const RunRecord& record, const std::string& date);

} // namespace harmspot
