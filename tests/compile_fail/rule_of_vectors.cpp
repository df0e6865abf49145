// expect: both sides and their symbols must be scalars
#include <ctgrad/ctgrad.hpp>

constexpr auto a = ctgrad::symbol<"a">;
constexpr auto v = ctgrad::symbol<"v", 3>;

#ifdef EXPECT_FAIL
constexpr auto r = ctgrad::rule<"sine">(sin(v), cos(v));
#else
constexpr auto r = ctgrad::rule<"sine">(sin(a), cos(a));
#endif

int main() { static_cast<void>(simplify(sin(v), r)); }
