// An independent witness: SymPy's values and gradients of random formulas (see `generate`).
#include "witness.hpp"

#include <ctgrad/op/catalogue.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <string>

using namespace witness;

namespace {

/// How many parts, of eps each, an operation may be off, on average. The sensitivity adds up what each operation's rounding does
/// at worst; an operation is good to half an eps, or, where it is a call of the mathematics library, to 1.5 eps (3 for cbrt and
/// lgamma). The derivative of an operation takes up to four more, which lose no more than a factor of ten in the domains that the
/// formulas keep to (1 - x^2 at 0.875, 1 - tanh(2)^2), and that for a few of some ten operations.
constexpr double parts = 4;

/// The number itself is rounded, too. Numbers that are 0 have no sensitivity of their own.
template <class T>
double tolerance(number const& n) {
    return parts * static_cast<double>(std::numeric_limits<T>::epsilon()) * (n.sensitivity + std::abs(n.value));
}

template <class T>
void check_all() {
    double worst = 0;
    for (statement const* f : statements())
        for (sample const& r : f->rows) {
            std::vector<T> const actual = f->template results<T>(r);
            for (std::size_t k = 0; k < actual.size(); ++k) {
                number const& n = r.expected[k];
                double const difference = std::abs(static_cast<double>(actual[k]) - n.value);
                double const allowed = tolerance<T>(n);
                INFO(
                    f->text << "\n"
                            << (k == 0 ? "value" : "partial derivative " + std::to_string(k)) << ": " << actual[k]
                            << " for " << n.value << ", off by " << difference << " of " << allowed);
                CHECK(difference <= allowed);
                if (allowed > 0) worst = std::max(worst, difference / allowed);
            }
        }
    WARN("the worst of " << statements().size() << " formulas is off by " << worst << " of its tolerance");
}

/// In how many formulas does a function, or an operator, occur?
int occurrences(std::string const& name, int precedence, int arity) {
    bool const is_word = precedence == 0;
    std::string const wanted = is_word ? name + "(" : arity == 1 ? "(" + name : " " + name + " ";
    int count = 0;
    for (statement const* f : statements()) {
        for (std::size_t at = f->text.find(wanted); at != std::string_view::npos; at = f->text.find(wanted, at + 1)) {
            bool const is_tail =
                is_word && at > 0 &&
                (std::isalnum(static_cast<unsigned char>(f->text[at - 1])) != 0 || f->text[at - 1] == '_');
            if (!is_tail) {
                ++count;
                break;
            }
        }
    }
    return count;
}

/// Operators that no formula names: they arise in derivatives and in the lowering of tensors.
template <class Op>
inline constexpr bool is_internal = std::is_same_v<Op, op::copy_op> || std::is_same_v<Op, op::divide_or_zero_op> ||
                                    std::is_same_v<Op, op::multiply_or_zero_op> ||
                                    std::is_same_v<Op, op::equal_op> || std::is_same_v<Op, op::shift_op>;

template <class Op>
void check_occurrences() {
    if constexpr (!is_internal<Op>) {
        INFO("operator " << Op::name.text);
        CHECK(occurrences(std::string(Op::name.text), Op::name.precedence, Op::arity) >= 5);
    }
}
template <class... Ops>
void check_occurrences_of(detail::type_list<Ops...>) {
    (check_occurrences<Ops>(), ...);
}

}  // namespace

TEST_CASE("value and gradient of 200 random formulas are what SymPy and mpmath say, in double") { check_all<double>(); }

TEST_CASE("value and gradient of 200 random formulas are what SymPy and mpmath say, in float") { check_all<float>(); }

TEST_CASE("the witness has at least 200 formulas, and at least five with each operator of the catalogue") {
    CHECK(statements().size() >= 200);
    check_occurrences_of(op::catalogue{});
    for (char const* name : {"square", "clamp", "leaky_relu", "elu", "gelu", "silu"}) {
        INFO(name);
        CHECK(occurrences(name, 0, 1) >= 5);
    }
    for (char const* name : {"determinant", "inverse", "solve", "norm", "normalize", "cross", "dot", "outer"}) {
        INFO(name);
        CHECK(occurrences(name, 0, 1) >= 2);
    }
}
