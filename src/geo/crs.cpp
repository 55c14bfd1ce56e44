// SPDX-License-Identifier: MIT
#include "harmspot/incidents.hpp"
