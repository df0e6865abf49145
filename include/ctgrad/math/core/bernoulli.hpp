#pragma once

namespace ctgrad::math::core {

struct bernoulli_number {
    long long numerator;
    int denominator;
};
/// Bernoulli numbers B(2), B(4), ... B(34).
inline constexpr bernoulli_number bernoulli[]{
    {1, 6},
    {-1, 30},
    {1, 42},
    {-1, 30},
    {5, 66},
    {-691, 2730},
    {7, 6},
    {-3617, 510},
    {43867, 798},
    {-174611, 330},
    {854513, 138},
    {-236364091, 2730},
    {8553103, 6},
    {-23749461029, 870},
    {8615841276005, 14322},
    {-7709321041217, 510},
    {2577687858367, 6}};

}  // namespace ctgrad::math::core
