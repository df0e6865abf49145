// expect: 'to' has a symbol that 'from' does not have
#include <ctgrad/ctgrad.hpp>

constexpr auto a = ctgrad::symbol<"a">;
constexpr auto b = ctgrad::symbol<"b">;

#ifdef EXPECT_FAIL
constexpr auto r = ctgrad::rule<"sine">(sin(a), a* b);
#else
constexpr auto r = ctgrad::rule<"sine">(sin(a), a* cos(a));
#endif

int main() { static_cast<void>(simplify(sin(b), r)); }
