// expect: ctgrad: simplify\(f, rule<...>\(from, to\)\): a rule applies to what it has made, without end
#include <ctgrad/ctgrad.hpp>

namespace {

constexpr auto a = ctgrad::symbol<"a">;
constexpr auto b = ctgrad::symbol<"b">;

#ifdef EXPECT_FAIL
constexpr auto r = ctgrad::rule<"sine">(sin(a), exp(sin(a)));
#else
constexpr auto r = ctgrad::rule<"sine">(sin(a), exp(cos(a)));
#endif

}  // namespace

int main() { return simplify(sin(b), r)(b = 0.0) < 1.0 ? 1 : 0; }
