// Laws that every operator obeys, as functions: for the operators of the library, for yours, and for any formula.
//
//     CHECK(ctgrad::testing::obeys_laws<my_operator>());                    // in any framework: a report converts to bool
//     CHECK(ctgrad::testing::obeys_laws(x * log(y), {{"x", {-3, 3}}, {"y", {0.1, 5}}}));
//     std::cout << ctgrad::testing::obeys_laws(f);                          // says what does not hold, and where
//
// | law                              | says                                                                                |
// |----------------------------------|-------------------------------------------------------------------------------------|
// | shape rule                       | the value has the shape that is stated, a gradient that of its argument             |
// | derivative                       | is what central differences of the value say                                        |
// | second derivative                | is what central differences of the first say                                        |
// | complex step, of the gradient    | both are, to 1e-14, what steps into the complex plane say                           |
// | linearity of jvp, of vjp         | jvp(a v + b w) = a jvp(v) + b jvp(w), and so in the upstream gradient                |
// | dot(u, jvp(v)) = dot(vjp(u), v)  | the two modes are each other's transpose                                            |
// | forward equals reverse           | both give the same Jacobian, entry by entry                                         |
// | symmetric Hessian                | the order of differentiation does not matter                                        |
// | precision of float, of double    | value and derivative are those of long double, as far as their condition allows      |
//
// Everything is evaluated by the interpreter, at run time: to test a formula costs no kernel to compile.
#pragma once

#include <ctgrad/expression/custom.hpp>
#include <ctgrad/expression/text.hpp>
#include <ctgrad/testing/examination.hpp>
#include <ctgrad/testing/formula.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace ctgrad::testing {

/// Where a symbol may lie in a test; [-2, 2] where nothing is said.
struct range_of_symbol {
    std::string_view name;
    op::interval domain;
};
using ranges = std::vector<range_of_symbol>;

namespace laws {

inline void restrict_variables(subject& s, ranges const& where) {
    for (range_of_symbol const& r : where)
        for (variable& v : s.variables)
            if (v.name == r.name) v.domain = r.domain;
}

inline report wrong_shape(subject const& s) {
    report r;
    r.add(
        {"shape rule", s.name, "rank and volume", static_cast<long double>(s.stated_shape.volume()),
         static_cast<long double>(s.shape.volume()), 0},
        false);
    return r;
}

/// The custom operator on as many scalars as its forward function takes.
template <class Op>
constexpr auto applied_to_scalars() {
    constexpr symbol_t<"x1", graph::kind::real> x1{};
    constexpr symbol_t<"x2", graph::kind::real> x2{};
    constexpr symbol_t<"x3", graph::kind::real> x3{};
    constexpr symbol_t<"x4", graph::kind::real> x4{};
    if constexpr (requires { Op::forward(x1); })
        return apply<Op>(x1);
    else if constexpr (requires { Op::forward(x1, x2); })
        return apply<Op>(x1, x2);
    else if constexpr (requires { Op::forward(x1, x2, x3); })
        return apply<Op>(x1, x2, x3);
    else
        return apply<Op>(x1, x2, x3, x4);
}

}  // namespace laws

/// Checks the laws for a formula: by all its real symbols, at points where they lie in their ranges.
/// Cost: about a thousand evaluations for each entry of each symbol, by interpretation; give symbols few entries.
template <expression F>
report obeys_laws(F, ranges const& where = {}, std::string name = std::string(to_string(F{}))) {
    auto const formula = detail::of_all_symbols<formulas::with_symbols, F>(
        std::make_integer_sequence<int, detail::input_symbols<F>::reals()>{});
    subject s(std::move(name));
    formula.describe(s);
    laws::restrict_variables(s, where);
    if (!(s.shape == s.stated_shape)) return laws::wrong_shape(s);  // derivatives would make no sense
    return examination(s, formula.differentiate()).run();
}

/// Checks the laws for an operator of the user's, applied to expressions: symbols of the shapes that it is made for.
template <class Op, expression X, expression... Xs>
report obeys_laws_on(X x, Xs... xs) {
    return obeys_laws(apply<Op>(x, xs...), {}, std::string(detail::type_name<Op>()));
}

/// Checks the laws for an operator of the user's on one to four scalars, named x1, x2, x3, x4.
template <class Op>
report obeys_laws(ranges const& where = {}) {
    return obeys_laws(laws::applied_to_scalars<Op>(), where, std::string(detail::type_name<Op>()));
}

}  // namespace ctgrad::testing
