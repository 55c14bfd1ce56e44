// SPDX-License-Identifier: MIT
#pragma once

// Included by the sources of publish/ and by nothing else: who has the key can call anything publishable.
namespace harmspot::detail
{

struct PublishKey {
};

} // namespace harmspot::detail
