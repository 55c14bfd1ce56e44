// SPDX-License-Identifier: MIT
#include "harmspot/version.hpp"
