// SPDX-License-Identifier: MIT
#include "harmspot/area.hpp"
