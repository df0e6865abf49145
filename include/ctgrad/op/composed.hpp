// What composed operators have in common: functions that are written as formulas, and are not part of the catalogue.
//
// Every composed operator has a shape rule and a formula. The rule answers `invalid_shape` for operands that do not fit; the
// public function in front of it turns that into one message (expression/).
#pragma once

#include <ctgrad/op/symbolic.hpp>

namespace ctgrad::op {

/// What a shape rule answers for operands that do not fit.
inline constexpr extents invalid_shape{.rank = -1};

struct composed {
    static constexpr bool is_composed = true;
};

/// Shape of what applies entry by entry: equal shapes, scalars apart.
template <class... Extents>
constexpr extents entrywise_shape(Extents const&... shapes) {
    extents const list[]{shapes...};
    extents result{};
    for (extents const& s : list) {
        if (s.rank == 0) continue;
        if (result.rank != 0 && !(result == s)) return invalid_shape;
        result = s;
    }
    return result;
}

}  // namespace ctgrad::op
