// SPDX-License-Identifier: MIT
// Gives the precompiled header that all test programs share a target to belong to.
