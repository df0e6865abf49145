// A helper that takes plain numbers is no helper for traced ones.
// expect: a traced number cannot become a plain number|no matching function for call to 'halved|cannot convert|no viable conversion
// max-errors: 2
#include <ctgrad/ctgrad.hpp>

namespace {

#ifdef EXPECT_FAIL
constexpr double halved(double x) { return x / 2; }
#else
template <class T>
constexpr T halved(T const& x) {
    return x / 2;
}
#endif

}  // namespace

int main() {
    constexpr auto f = [](auto x) { return x * halved(x); };
    static_cast<void>(ctgrad::gradient(f)(1.0));
}
