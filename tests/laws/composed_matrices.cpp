// Closed formulas up to three rows, elimination beyond.
#include "composed.hpp"

namespace {

using namespace composed;

template <int N>
constexpr auto S = symbol<"S", N, N>;
template <int N>
constexpr auto b = symbol<"b", N>;

law const determinant_1("determinant", determinant(S<1>));
law const determinant_2("determinant", determinant(S<2>));
law const determinant_3("determinant", determinant(S<3>));
law const determinant_4("determinant", determinant(S<4>));

law const inverse_1("inverse", inverse(S<1>), {{"S", {0.5, 2}}});
law const inverse_2("inverse", inverse(S<2>));
law const inverse_3("inverse", inverse(S<3>));
law const inverse_4("inverse", inverse(S<4>));

law const solve_1("solve", solve(S<1>, b<1>), {{"S", {0.5, 2}}});
law const solve_2("solve", solve(S<2>, b<2>));
law const solve_3("solve", solve(S<3>, b<3>));
law const solve_4("solve", solve(S<4>, b<4>));
law const solve_with_right_hand_sides("solve", solve(S<2>, A));

}  // namespace
