// SPDX-License-Identifier: MIT
#include "harmspot/read.hpp"
