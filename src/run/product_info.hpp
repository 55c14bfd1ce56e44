// SPDX-License-Identifier: MIT
#pragma once

#include "run/products.hpp"

namespace harmspot
{

/// What the products of a job say of themselves: names, units, and the sentences that its theme, version and method ask
/// for.
[[nodiscard]] ProductInfo product_info(const RunConfig& config, const RunData& data, const Job& job,
                                       const PlannedOutput& plan, const Detection& detection);

/// Puts into `written`, for the manifest, what the method chose and why.
void note_detection(const Detection& detection, const HotspotList& list, WrittenOutput& written);

} // namespace harmspot
