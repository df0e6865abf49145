// expect: a struct as an argument of a function must be a template of its scalar type
#include <ctgrad/ctgrad.hpp>

#include <boost/hana/define_struct.hpp>

namespace {

#ifdef EXPECT_FAIL
struct lens {
    BOOST_HANA_DEFINE_STRUCT(lens, (double, focus));
};
using lens_of_double = lens;
#else
template <class T>
struct lens {
    BOOST_HANA_DEFINE_STRUCT(lens, (T, focus));
};
using lens_of_double = lens<double>;
#endif

}  // namespace

int main() {
    constexpr auto f = [](auto const& l) { return l.focus * l.focus; };
    static_cast<void>(ctgrad::gradient(f)(lens_of_double{2}));
}
