// SPDX-License-Identifier: MIT
#include "harmspot/version.hpp"

int main()
{
    return 0;
}
