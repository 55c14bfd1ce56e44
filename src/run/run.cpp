// SPDX-License-Identifier: MIT
#include "harmspot/run.hpp"
