// Structs as arguments and results: the members that Boost.Hana is told of.
#include <catch2/catch.hpp>

#include <ctgrad/ctgrad.hpp>

#include <boost/hana/adapt_struct.hpp>
#include <boost/hana/define_struct.hpp>

#include <array>
#include <tuple>

namespace {

template <class T>
struct lens {
    BOOST_HANA_DEFINE_STRUCT(lens, (T, focus), (std::array<T, 2>, center));
};

template <class T>
struct pose {
    lens<T> of;
    T angle;
};

}  // namespace

template <class T>
struct boost::hana::accessors_impl<pose<T>> {
    static constexpr auto apply() {
        return boost::hana::make_tuple(
            boost::hana::make_pair(BOOST_HANA_STRING("of"), [](auto&& p) -> auto& { return p.of; }),
            boost::hana::make_pair(BOOST_HANA_STRING("angle"), [](auto&& p) -> auto& { return p.angle; }));
    }
};

TEST_CASE("The gradient by a struct is a struct") {
    constexpr auto image = [](auto const& l, auto x) { return l.focus * x + l.center[0] * l.center[1]; };
    auto const [by_lens, by_x] = ctgrad::gradient(image)(lens<double>{2, {3, 4}}, 5.0);
    CHECK(by_lens.focus == 5);
    CHECK(by_lens.center == std::array{4.0, 3.0});
    CHECK(by_x == 2);
    auto const [in_float] = ctgrad::gradient<0>(image)(lens<float>{2, {3, 4}}, 5.0F);
    CHECK(in_float.center == std::array{4.0F, 3.0F});
    auto const [converted] = ctgrad::gradient<0>(image)(lens<float>{2, {3, 4}}, 5.0);  // double, as the arguments together
    CHECK(converted.center == std::array{4.0, 3.0});
}

TEST_CASE("Structs nest, are results, and have Jacobians") {
    constexpr auto turned = [](auto const& p) {
        auto result = p.of;
        result.focus = p.of.focus * p.angle;
        if (p.angle > 1.0) result.center[0] = p.angle;
        return result;
    };
    auto const [value, jacobians] = ctgrad::value_and_jacobian(turned)(pose<double>{{2, {3, 4}}, 5});
    CHECK(value.focus == 10);
    CHECK(value.center == std::array{5.0, 4.0});
    CHECK(std::get<0>(jacobians) == ctgrad::tensor<double, 3, 4>{5, 0, 0, 2, 0, 0, 0, 1, 0, 0, 1, 0});
}
