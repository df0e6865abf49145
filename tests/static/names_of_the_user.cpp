// Symbols at namespace scope that are called like variables of the headers cause no warning: g++ 12 applies -Wshadow to
// parameters of constructors and of lambdas when their templates are instantiated, which is after the user's declarations.
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

inline constexpr auto v = ctgrad::symbol<"v", 3>;
inline constexpr auto A = ctgrad::symbol<"A", 3, 3>;
inline constexpr auto y = ctgrad::index_symbol<"y">;
inline constexpr auto a = ctgrad::symbol<"a">;
inline constexpr auto b = ctgrad::symbol<"b">;
inline constexpr auto c = ctgrad::symbol<"c">;
inline constexpr auto d = ctgrad::symbol<"d">;
inline constexpr auto e = ctgrad::symbol<"e">;
inline constexpr auto f = ctgrad::symbol<"f">;
inline constexpr auto g = ctgrad::symbol<"g">;
inline constexpr auto h = ctgrad::symbol<"h">;
inline constexpr auto i = ctgrad::symbol<"i">;
inline constexpr auto j = ctgrad::symbol<"j">;
inline constexpr auto k = ctgrad::symbol<"k">;
inline constexpr auto l = ctgrad::symbol<"l">;
inline constexpr auto m = ctgrad::symbol<"m">;
inline constexpr auto n = ctgrad::symbol<"n">;
inline constexpr auto o = ctgrad::symbol<"o">;
inline constexpr auto p = ctgrad::symbol<"p">;
inline constexpr auto q = ctgrad::symbol<"q">;
inline constexpr auto r = ctgrad::symbol<"r">;
inline constexpr auto s = ctgrad::symbol<"s">;
inline constexpr auto t = ctgrad::symbol<"t">;
inline constexpr auto u = ctgrad::symbol<"u">;
inline constexpr auto w = ctgrad::symbol<"w">;
inline constexpr auto x = ctgrad::symbol<"x">;
inline constexpr auto z = ctgrad::symbol<"z">;
inline constexpr auto B = ctgrad::symbol<"B">;
inline constexpr auto C = ctgrad::symbol<"C">;
inline constexpr auto D = ctgrad::symbol<"D">;
inline constexpr auto E = ctgrad::symbol<"E">;
inline constexpr auto F = ctgrad::symbol<"F">;
inline constexpr auto G = ctgrad::symbol<"G">;
inline constexpr auto H = ctgrad::symbol<"H">;
inline constexpr auto I = ctgrad::symbol<"I">;
inline constexpr auto J = ctgrad::symbol<"J">;
inline constexpr auto K = ctgrad::symbol<"K">;
inline constexpr auto L = ctgrad::symbol<"L">;
inline constexpr auto M = ctgrad::symbol<"M">;
inline constexpr auto N = ctgrad::symbol<"N">;
inline constexpr auto O = ctgrad::symbol<"O">;
inline constexpr auto P = ctgrad::symbol<"P">;
inline constexpr auto Q = ctgrad::symbol<"Q">;
inline constexpr auto R = ctgrad::symbol<"R">;
inline constexpr auto S = ctgrad::symbol<"S">;
inline constexpr auto T = ctgrad::symbol<"T">;
inline constexpr auto U = ctgrad::symbol<"U">;
inline constexpr auto V = ctgrad::symbol<"V">;
inline constexpr auto W = ctgrad::symbol<"W">;
inline constexpr auto X = ctgrad::symbol<"X">;
inline constexpr auto Y = ctgrad::symbol<"Y">;
inline constexpr auto Z = ctgrad::symbol<"Z">;

struct multiply {
    static constexpr auto forward(auto left, auto right) { return left * right; }
    static constexpr auto backward(auto upstream, auto /*output*/, auto left, auto right) {
        return ctgrad::partials(upstream * right, upstream * left);
    }
};

static_assert(derivative(ctgrad::apply<multiply>(x, x* z), x) == 2_c * x * z);
static_assert(hessian(dot(v, A* v), v) == A + transpose(A));
static_assert(taylor<2>(exp(x), x, 0_c) == 1_c + x + x * x / 2_c);
static_assert(substitute(max(x, z), x = z) == z);
static_assert(derivative(sigmoid(x), x) == sigmoid(x) * (1_c - sigmoid(x)));
static_assert(gradient(sum(softmax(v)), v)[v] == gradient(x, v)[v]);

inline double evaluated(double (&matrix)[3][3], double (&vector)[3]) {
    auto const loss = cross_entropy(relu(A * v), y) + hinge_loss(tanh(A * v), y) + max_element(v) + x * squared_norm(A);
    auto const [value, slopes] = value_and_gradient(loss, A, v, x)(A = matrix, v = vector, y = 1, x = 0.5);
    ctgrad::update(v = v - jacobian(sin(A * v), v) * v)(A = matrix, v = vector);
    gradient(loss, v).into(v = vector)(A = matrix, v = vector, y = 1, x = 0.5);
    return value + slopes[v][0] + ctgrad::function(x * x, x)(2.0) + static_cast<double>(to_string(loss).size());
}
