// SPDX-License-Identifier: MIT
#include "harmspot/theme.hpp"
