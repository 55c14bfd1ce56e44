// SPDX-License-Identifier: MIT
#include "harmspot/sample.hpp"
