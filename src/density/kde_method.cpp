// SPDX-License-Identifier: MIT
#include "harmspot/kde.hpp"
