#pragma once

#include <ctgrad/op/entrywise.hpp>

namespace ctgrad::op {

/// A number that the surrounding formula does not depend on: the maximum by which softmax and logsumexp shift their
/// arguments to keep exp from overflowing. Mathematically any number would do, so the derivative is 0 and the canonical form
/// puts 0 in its place.
struct shift_op : entrywise<1> {
    static constexpr spelling name{.text = "shift", .latex = "\\mathrm{shift}", .c = ""};
    static constexpr bool expensive = false;
    static constexpr bool is_detached = true;
    CTGRAD_INLINE static constexpr auto value(auto const& a) { return a; }
    static constexpr term derivative(first, auto a, auto) { return constant(*a.g, 0); }
};

}  // namespace ctgrad::op
