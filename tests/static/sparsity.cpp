// Structural zeros of derivatives, known at compile time.
#include <ctgrad/ctgrad.hpp>

#include <array>
#include <tuple>

using namespace ctgrad::literals;

namespace {

using ctgrad::gradient;
using ctgrad::hessian;
using ctgrad::jacobian;
using ctgrad::sparsity;
using std::get;

// ---- ordinary functions ------------------------------------------------------------------------------------------------------

struct chain {  // each output depends on its input and the next one
    template <class T>
    constexpr std::array<T, 3> operator()(std::array<T, 4> const& v, T const& scale) const {
        return {v[0] * v[1], (v[1] - v[2]) * scale, v[2] + 0.0 * v[0] + v[3] * v[3]};
    }
};
constexpr std::array<double, 4> four{};
constexpr auto of_chain = sparsity(jacobian(chain{}))(four, 1.0);
static_assert(get<0>(of_chain) == ctgrad::tensor<bool, 3, 4>{true, true, false, false,  //
                                                             false, true, true, false,  //
                                                             false, false, true, true});
static_assert(get<1>(of_chain) == ctgrad::tensor<bool, 3, 1>{false, true, false});
static_assert(get<0>(sparsity(jacobian<1>(chain{}))(four, 1.0)) == ctgrad::tensor<bool, 3, 1>{false, true, false});

// a pattern says false only where the entry is 0 whatever the inputs are: at any point, what is false is 0
constexpr bool is_pattern_of(auto const& pattern, auto const& values, int rows, int columns) {
    for (int i = 0; i < rows; ++i)
        for (int k = 0; k < columns; ++k)
            if (!pattern(i, k) && values(i, k) != 0.0) return false;
    return true;
}
constexpr auto at_a_point = jacobian(chain{})(std::array{0.5, -1.5, 2.0, 3.0}, 0.25);
static_assert(is_pattern_of(get<0>(of_chain), get<0>(at_a_point), 3, 4));

constexpr auto separable = [](auto const& v) { return v[0] * v[0] * v[1] + v[2] * v[2] * v[2] + v[3]; };
static_assert(sparsity(hessian(separable))(four) == ctgrad::tensor<bool, 4, 4>{true, true, false, false,    //
                                                                               true, false, false, false,   //
                                                                               false, false, true, false,   //
                                                                               false, false, false, false});
static_assert(sparsity(gradient([](auto x, auto y, auto) { return x * y; }))(1.0, 1.0, 1.0) == std::tuple(true, true, false));

// ---- formulas ----------------------------------------------------------------------------------------------------------------

constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto x = ctgrad::symbol<"x">;
static_assert(sparsity(jacobian(cwise_product(v, v), v)) == ctgrad::tensor<bool, 3, 3>{true, false, false,  //
                                                                                       false, true, false,  //
                                                                                       false, false, true});
static_assert(sparsity(hessian(dot(v, v) * x, v)) == sparsity(jacobian(cwise_product(v, v), v)));
static_assert(sparsity(hessian(v[0_c] * v[1_c] + v[2_c], v)) == ctgrad::tensor<bool, 3, 3>{false, true, false,  //
                                                                                           true, false, false,  //
                                                                                           false, false, false});
static_assert(sparsity(x * x) && !sparsity(derivative(x * 2_c, x) - 2_c));
static_assert(sparsity(gradient(v[1_c] * x, v, x))[v] == ctgrad::tensor<bool, 3>{false, true, false});

}  // namespace
