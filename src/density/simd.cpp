// SPDX-License-Identifier: MIT
#include "harmspot/method.hpp"
