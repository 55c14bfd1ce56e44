// SPDX-License-Identifier: MIT
#include "harmspot/hotspot.hpp"
