// expect: backward function is not linear in the upstream gradient
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

namespace {

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto d = ctgrad::symbol<"d">;

struct clipped {
    static constexpr auto forward(auto a) { return a * a; }
    static constexpr auto backward(auto upstream, auto /*output*/, auto a) {
#ifdef EXPECT_FAIL
        return ctgrad::partials(min(upstream, 1_c) * 2_c * a);
#else
        return ctgrad::partials(upstream * 2_c * a);
#endif
    }
};

}  // namespace

int main() {
    constexpr auto f = ctgrad::apply<clipped>(x);
    return static_cast<int>(jvp(f, x, d)(x = 2.0, d = 1.0));
}
