// expect: the backward function must return partials
#include <ctgrad/ctgrad.hpp>

using namespace ctgrad::literals;

namespace {

constexpr auto x = ctgrad::symbol<"x">;

struct twice {
    static constexpr auto forward(auto a) { return 2_c * a; }
    static constexpr auto backward(auto upstream, auto /*output*/, auto /*a*/) {
#ifdef EXPECT_FAIL
        return ctgrad::partials(2_c * upstream, upstream);
#else
        return ctgrad::partials(2_c * upstream);
#endif
    }
};

}  // namespace

int main() {
#ifdef EXPECT_FAIL
    constexpr auto f = ctgrad::apply<twice>(x);
    return f.shape.rank;
#else
    constexpr auto f = ctgrad::apply<twice>(x);
    return f.shape.rank;
#endif
}
