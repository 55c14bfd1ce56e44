// SPDX-License-Identifier: MIT
#include "harmspot/dbscan.hpp"
