// SPDX-License-Identifier: MIT
#include "harmspot/harm.hpp"
