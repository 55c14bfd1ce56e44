// SPDX-License-Identifier: MIT
#include "harmspot/publish.hpp"
