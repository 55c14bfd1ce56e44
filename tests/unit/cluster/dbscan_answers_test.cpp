// SPDX-License-Identifier: MIT
#include "dbscan_twin.hpp"
