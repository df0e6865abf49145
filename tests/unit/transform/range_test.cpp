// Formulas of + - * / and roots, optimised, at scales where a product of two numbers leaves the range: what the formula computes as it is
// written, the optimised one computes, too.
#include "../../support/optimised_pair.hpp"

using namespace ctgrad;
using test::pair_of_programs;
using test::symbolic;
using test::values;

namespace {

/// Pseudorandom, the same everywhere.
struct generator {
    unsigned long long state;
    unsigned next(unsigned below) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<unsigned>((state >> 33U) % below);
    }
    double mantissa() { return 1 + next(1000) / 250.0; }
};

constexpr int inputs = 4;

/// A formula as a list of operations, each of two entries before it; the first are the inputs.
struct formula {
    struct operation {
        char what;
        std::size_t a;
        std::size_t b;
    };
    std::vector<operation> operations;

    formula(generator& random, int size) {
        for (int k = 0; k < size; ++k) {
            auto const known = static_cast<unsigned>(inputs + k);
            auto const pick = [&] {  // what was made last is used first: so most of it is needed
                return static_cast<std::size_t>(random.next(2) != 0 ? known - 1 - random.next(std::min(known, 4U)) : random.next(inputs));
            };
            char const what = "**//*/+-r"[random.next(9)];
            std::size_t const a = pick();
            std::size_t const b = random.next(4) == 0 ? a : pick();
            bool const trivial = a == b && what != '*' && what != '+';
            operations.push_back({what, a, !trivial ? b : a == 0 ? 1U : 0U});
        }
    }
    template <class T, class Root>
    std::vector<T> evaluated(std::vector<T> all, Root root) const {
        for (operation const& o : operations) {
            T const a = all[o.a];
            T const b = all[o.b];
            all.push_back(o.what == '*'   ? a * b
                          : o.what == '/' ? a / b
                          : o.what == '+' ? a + b
                          : o.what == '-' ? a - b
                                          : root(a * a + b * b));
        }
        return all;
    }
    bool has_sums() const {
        bool any = false;
        for (operation const& o : operations) any = any || (o.what != '*' && o.what != '/');
        return any;
    }
    std::string text() const {
        std::string result;
        for (std::size_t k = 0; k < operations.size(); ++k)
            result += std::to_string(k + inputs) + " = " + std::to_string(operations[k].a) + " " + operations[k].what + " " +
                      std::to_string(operations[k].b) + "; ";
        return result;
    }
};

struct program {
    values s;
    std::vector<symbolic> outputs;

    /// The value with its gradient; exact: as it is written, and as the chain rule says.
    program(formula const& f, bool exact) {
        if (exact) s.g.rewrites = graph::soundness::exact;
        std::vector<symbolic> const x{s.x, s.y, s.z, s.input("t")};
        symbolic const value = f.evaluated(x, [](symbolic const& a) { return test::sqrt(a); }).back();
        outputs.push_back(value);
        for (symbolic const& v : x) outputs.push_back(test::gradient(value, v));
    }
};

bool is_close(double a, long double b) {
    return std::isfinite(a) && std::abs(static_cast<long double>(a) - b) <= 1e-10L * std::abs(b);
}

}  // namespace

namespace {

/// Compares at points of one scale, whose entry i is of order scale^e[i].
struct comparison {
    int compared = 0;
    int wrong = 0;
    std::string first;

    void at(formula const& f, program const& written, pair_of_programs const& before, pair_of_programs const& after, std::vector<double> const& point) {
        std::vector<double> const expected = before.before(in_order(before, point));
        std::vector<long double> const exact = before.exact(in_order(before, point));
        std::vector<double> const plain = after.before(in_order(after, point));
        std::vector<double> const cheap = after.is_cheaper() ? after.after(in_order(after, point)) : plain;
        // Differences in the derivatives of sums lose digits in one order or the other.
        std::size_t const outputs = f.has_sums() ? 1 : written.outputs.size();
        for (std::size_t i = 0; i < outputs; ++i) {
            if (!is_close(expected[i], exact[i]) || std::abs(expected[i]) < 1e-300) continue;
            ++compared;
            if (is_close(cheap[i], exact[i]) && is_close(plain[i], exact[i])) continue;
            if (wrong++ == 0)
                first = f.text() + "output " + std::to_string(i) + " at " + Catch::Detail::stringify(point) + ": " + std::to_string(expected[i]) +
                        ", simplified " + std::to_string(plain[i]) + ", optimised " + std::to_string(cheap[i]);
        }
    }

private:
    /// The values of the inputs x, y, z and t as a program has them.
    static std::vector<double> in_order(pair_of_programs const& p, std::vector<double> const& point) {
        std::vector<double> all(static_cast<std::size_t>(p.plain.inputs.size()), 0.5);
        for (std::size_t i = 0; i < all.size(); ++i) {
            std::string_view const name = p.plain.inputs[static_cast<int>(i)].name;
            for (std::size_t k = 0; k < inputs; ++k)
                if (name == std::string_view("xyzt").substr(k, 1)) all[i] = point[k];
        }
        return all;
    }
};

}  // namespace

TEST_CASE("what is in range as it is written is in range when it is optimised") {
    generator random{20240229};
    constexpr int exponents[]{-170, -120, -60, -10, 0, 10, 60, 120, 170};
    comparison alike;
    comparison mixed;
    for (int k = 0; k < 400; ++k) {
        formula const f(random, 5 + static_cast<int>(random.next(8)));
        program written(f, true);
        program simplified(f, false);
        pair_of_programs const before(written.s, written.outputs);
        pair_of_programs const after(simplified.s, simplified.outputs);
        for (int j = 0; j < 40; ++j) {
            int const exponent = exponents[random.next(9)];
            std::vector<double> point;
            for (int i = 0; i < inputs; ++i)
                point.push_back(random.mantissa() * std::pow(10.0, j % 2 == 0 ? exponent : exponent * (static_cast<int>(random.next(3)) - 1)));
            (j % 2 == 0 ? alike : mixed).at(f, written, before, after, point);
        }
    }
    INFO(alike.first << mixed.first);
    CHECK(alike.compared > 5000);
    CHECK(alike.wrong == 0);
    // Where some grow while others vanish, that is looked at in some directions only.
    CHECK(mixed.compared > 4000);
    CHECK(mixed.wrong * 500 < mixed.compared);
}

TEST_CASE("a sum of squares that is scaled against overflow stays finite, and so does its gradient") {
    values s;
    symbolic const f = (s.x / s.z) * (s.x / s.z) + (s.y / s.z) * (s.y / s.z);
    pair_of_programs const p(s, {f, test::gradient(f, s.x), test::gradient(f, s.y), test::gradient(f, s.z)});
    for (double const t : {1e-300, 1e-170, 1.0, 1e170, 1e300}) {
        std::vector<double> const value = p.is_cheaper() ? p.after({3 * t, 4 * t, 2 * t}) : p.before({3 * t, 4 * t, 2 * t});
        double const expected[]{6.25, 1.5 / t, 2 / t, -6.25 / t};
        for (std::size_t i = 0; i < 4; ++i) CHECK(value[i] == Approx(expected[i]).epsilon(1e-14));
    }
}

TEST_CASE("products keep an order that is in range") {
    values s;
    symbolic const x = s.x, y = s.y, z = s.z;
    auto const value = [&](symbolic const& f, std::vector<double> const& at) {
        pair_of_programs const p(s, {f});
        return p.is_cheaper() ? p.after(at)[0] : p.before(at)[0];
    };
    CHECK(value(x / y / z, {1e300, 1e200, 1e200}) == Approx(1e-100));
    CHECK(value(x / (y / z), {1e200, 1e150, 1e-100}) == Approx(1e-50));
    CHECK(value(x / y * (x / y) * (x / y), {1e200, 1e200, 1}) == Approx(1));
    CHECK(value(x / y * z / y + x / y * (x / y), {1e-200, 1e-200, 2e-200}) == Approx(3));
    CHECK(value((x * (y / z)) * x * z, {1e100, 1e-50, 1e-150}) == Approx(1e150));
}
