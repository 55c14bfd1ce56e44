// SPDX-License-Identifier: MIT
#include "harmspot/method.hpp"

namespace harmspot
{

std::string_view simd_text(SimdPath path)
{
    switch (path) {
    case SimdPath::avx2:
        return "avx2";
    case SimdPath::avx512:
        return "avx512";
    case SimdPath::plain:
        break;
    }
    return "plain";
}

bool simd_available(SimdPath path)
{
    if (path == SimdPath::plain) {
        return true;
    }
#if defined(__x86_64__) && defined(__GNUC__)
    if (path == SimdPath::avx2) {
        return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
    }
    return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
           __builtin_cpu_supports("avx512vl") != 0;
#else
    return false;
#endif
}

SimdPath best_simd()
{
    for (const auto path : {SimdPath::avx512, SimdPath::avx2}) {
        if (simd_available(path)) {
            return path;
        }
    }
    return SimdPath::plain;
}

} // namespace harmspot
