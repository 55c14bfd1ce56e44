// SPDX-License-Identifier: MIT
#include "harmspot/output.hpp"
