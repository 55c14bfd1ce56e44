// SPDX-License-Identifier: MIT
#include "harmspot/config.hpp"
