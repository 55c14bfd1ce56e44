// SPDX-License-Identifier: MIT
#pragma once

namespace harmspot
{

/// Nearest double to `value` written with `digits` significant digits. Not finite stays as it is.
[[nodiscard]] double rounded_to_digits(double value, int digits);

/// Nearest double to `value` written with `decimals` decimals, or with `digits` significant digits where
/// that is finer, so that a small value is never rounded away.
[[nodiscard]] double rounded_to_decimals(double value, int decimals, int digits);

} // namespace harmspot
