// The laws of derivatives, checked for one subject at its points. See laws.hpp for what they say.
#pragma once

#include <ctgrad/testing/complex_number.hpp>
#include <ctgrad/testing/finite_differences.hpp>
#include <ctgrad/testing/report.hpp>
#include <ctgrad/testing/subject.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace ctgrad::testing {

class examination {
    using numbers = std::vector<long double>;

    subject const& s_;
    derivatives d_;
    report report_;
    int differences_ = 0;
    std::mt19937 random_{4711};
    numbers typical_;  ///< how large the gradient by a variable is at half of the points

    // ---- points and directions

    std::string text(point const& p) const {
        std::ostringstream out;
        char const* separator = "at ";
        for (variable const& v : s_.variables) {
            out << separator << v.name << " =";
            for (long double const x : p.reals.at(v.name)) out << ' ' << static_cast<double>(x);
            separator = ", ";
        }
        return out.str();
    }
    static std::string entry_text(std::size_t entry) { return "entry " + std::to_string(entry) + " "; }
    void check(
        char const* law, std::string const& where, long double expected, long double actual, long double tolerance) {
        report_.add({law, s_.name, where, expected, actual, tolerance}, std::abs(expected - actual) <= tolerance);
    }

    /// Numbers of order 1, none of them near 0.
    numbers direction(int size) {
        std::uniform_real_distribution<float> number(0.5F, 1.5F);
        numbers result;
        for (int k = 0; k < size; ++k)
            result.push_back(static_cast<long double>(random_() % 2 == 0 ? number(random_) : -number(random_)));
        return result;
    }
    static numbers unit(std::size_t size, std::size_t entry) {
        numbers e(size, 0.0L);
        e[entry] = 1;
        return e;
    }
    static numbers combination(long double a, numbers const& v, long double b, numbers const& w) {
        numbers result;
        for (std::size_t k = 0; k < v.size(); ++k) result.push_back(a * v[k] + b * w[k]);
        return result;
    }
    static long double dot(numbers const& a, numbers const& b) {
        long double sum = 0;
        for (std::size_t k = 0; k < a.size(); ++k)
            if (a[k] != 0) sum += a[k] * b[k];
        return sum;
    }
    static long double size(numbers const& a) {
        long double sum = 0;
        for (long double const x : a) sum += std::abs(x);
        return sum;
    }
    static bool finite(numbers const& a) {
        for (long double const x : a)
            if (!(std::abs(x) < 1e100L)) return false;
        return true;
    }

    /// A value at a point, in long double, with one more input.
    static numbers with(evaluator const& f, point p, std::string const& name, numbers const& input) {
        p.reals[name] = input;
        return f.at<long double>(p);
    }

    /// What two ways to compute one number, both in long double, may differ by where no more than six digits cancel.
    static constexpr long double identity_tolerance = 1e6L * std::numeric_limits<long double>::epsilon();

    // ---- the laws

    void check_shapes() {
        report_.add(
            {"shape rule", s_.name, "rank and volume", static_cast<long double>(s_.stated_shape.volume()),
             static_cast<long double>(s_.shape.volume()), 0},
            s_.stated_shape == s_.shape);
        report_.add({"shape rule", s_.name, "labels of gradients", 1, 0, 0}, d_.labels_are_axes);
    }

    /// How far entry `i` of a variable may move for differences; 0 where there is no room.
    double step(point const& p, std::size_t k, std::size_t i) const {
        variable const& x = s_.variables[k];
        auto const at = static_cast<double>(p.reals.at(x.name)[i]);
        double const room = std::min({s_.distance_to_kink(p, k), at - x.domain.from, x.domain.to - at});
        double const h = std::min(0.1, room / 4);
        return h > 1e-5 ? h : 0;
    }

    /// The derivative of a number, against differences, by every entry of a variable.
    template <class Number, class Derivative>
    void check_differences(
        char const* law, point const& p, std::size_t k, Number const& number, Derivative const& derivative) {
        variable const& x = s_.variables[k];
        for (std::size_t i = 0; i < static_cast<std::size_t>(x.volume()); ++i) {
            double const h = step(p, k, i);
            if (h == 0) continue;
            point moved = p;
            auto& entry = moved.reals[x.name][i];
            estimate const expected = central_difference(
                [&](long double at) {
                    entry = at;
                    return number(moved);
                },
                p.reals.at(x.name)[i], static_cast<long double>(h));
            ++differences_;
            if (!expected.decides()) {
                report_.add_undecided();
                continue;
            }
            long double const actual = derivative(i);
            // ten times what the differences promise, and what is rounded in the derivative, far below that in long double
            long double const tolerance = 10 * expected.error + 1e-10L * std::abs(expected.value) + 1e-13L;
            check(law, "by " + entry_text(i) + "of " + x.name + " " + text(p), expected.value, actual, tolerance);
        }
    }

    void check_derivative(point const& p, std::size_t k, numbers const& u) {
        numbers const gradient = d_.vjp[k].at<long double>(p);
        check_differences(
            "derivative", p, k, [&](point const& q) { return dot(u, d_.value.at<long double>(q)); },
            [&](std::size_t i) { return gradient[i]; });
    }

    void check_second_derivative(point const& p, std::size_t k, std::size_t l) {
        numbers const t = direction(s_.variables[k].volume());
        std::string const direction_name = s_.variables[l].direction();
        auto const volume = static_cast<std::size_t>(s_.variables[l].volume());
        check_differences(
            "second derivative", p, l, [&](point const& q) { return dot(t, d_.vjp[k].at<long double>(q)); },
            [&](std::size_t i) { return dot(t, with(d_.second[k][l], p, direction_name, unit(volume, i))); });
    }

    /// dot(t, value) along each entry of a variable, by complex steps.
    numbers complex_steps(evaluator const& value, point const& p, std::size_t k, numbers const& t) const {
        using complex = complex_number<long double>;
        constexpr long double h = 1e-30L;
        basic_point<complex> moved;
        moved.integers = p.integers;
        for (auto const& [name, entries] : p.reals) moved.reals[name].assign(entries.begin(), entries.end());
        numbers result;
        for (complex& entry : moved.reals[s_.variables[k].name]) {
            complex const at = entry;
            entry = complex(at.real(), h);
            numbers imaginary;
            for (complex const& z : value.template at<complex>(moved)) imaginary.push_back(z.imaginary() / h);
            entry = at;
            result.push_back(dot(t, imaginary));
        }
        return result;
    }

    /// First derivatives against complex steps of the value, second ones against complex steps of the first.
    void check_complex_steps(point const& p, std::size_t k, numbers const& u) {
        numbers const gradient = d_.vjp[k].at<long double>(p);
        auto const check_all = [&](char const* law, numbers const& expected, std::size_t by, auto const& derivative) {
            for (std::size_t i = 0; i < expected.size(); ++i) {
                long double const actual = derivative(i);
                if (step(p, by, i) == 0 || !finite({expected[i], actual})) continue;
                // A second derivative may be a difference of numbers that are large where first derivatives are.
                long double const tolerance = 1e-14L * std::abs(expected[i]) + 1e-16L * (typical_[k] + size(gradient));
                check(
                    law, "by " + entry_text(i) + "of " + s_.variables[by].name + " " + text(p), expected[i], actual,
                    tolerance);
            }
        };
        check_all("complex step", complex_steps(d_.value, p, k, u), k, [&](std::size_t i) { return gradient[i]; });
        numbers const t = direction(s_.variables[k].volume());
        for (std::size_t l = 0; l < s_.variables.size(); ++l)
            check_all("complex step of the gradient", complex_steps(d_.vjp[k], p, l, t), l, [&](std::size_t i) {
                auto const volume = static_cast<std::size_t>(s_.variables[l].volume());
                return dot(t, with(d_.second[k][l], p, s_.variables[l].direction(), unit(volume, i)));
            });
    }

    void check_linearity(point const& p, std::size_t k, numbers const& u) {
        variable const& x = s_.variables[k];
        numbers const v = direction(x.volume());
        numbers const w = direction(x.volume());
        numbers const jv = with(d_.jvp[k], p, x.direction(), v);
        numbers const jw = with(d_.jvp[k], p, x.direction(), w);
        numbers const together = with(d_.jvp[k], p, x.direction(), combination(3, v, -2, w));
        if (!finite(jv) || !finite(jw)) return;
        long double const tolerance = identity_tolerance * (3 * size(jv) + 2 * size(jw));
        for (std::size_t i = 0; i < together.size(); ++i)
            check(
                "linearity of jvp", entry_text(i) + "along " + x.name + " " + text(p), 3 * jv[i] - 2 * jw[i],
                together[i], tolerance);

        numbers const other = direction(static_cast<int>(u.size()));
        numbers const ju = d_.vjp[k].at<long double>(p);
        numbers const jo = with(d_.vjp[k], p, upstream, other);
        numbers const both = with(d_.vjp[k], p, upstream, combination(3, u, -2, other));
        if (!finite(ju) || !finite(jo)) return;
        for (std::size_t i = 0; i < both.size(); ++i)
            check(
                "linearity of vjp", entry_text(i) + "of " + x.name + " " + text(p), 3 * ju[i] - 2 * jo[i], both[i],
                identity_tolerance * (3 * size(ju) + 2 * size(jo)));
    }

    void check_adjoint(point const& p, std::size_t k, numbers const& u) {
        variable const& x = s_.variables[k];
        numbers const v = direction(x.volume());
        numbers const forward = with(d_.jvp[k], p, x.direction(), v);
        numbers const reverse = d_.vjp[k].at<long double>(p);
        if (!finite(forward) || !finite(reverse)) return;
        long double const tolerance = identity_tolerance * 2 * (size(forward) + size(reverse));
        check(
            "dot(u, jvp(v)) = dot(vjp(u), v)", "for " + x.name + " " + text(p), dot(reverse, v), dot(u, forward),
            tolerance);
    }

    void check_modes(point const& p, std::size_t k) {
        variable const& x = s_.variables[k];
        auto const columns = static_cast<std::size_t>(x.volume());
        auto const rows = static_cast<std::size_t>(s_.shape.volume());
        std::vector<numbers> forward;
        for (std::size_t j = 0; j < columns; ++j)
            forward.push_back(with(d_.jvp[k], p, x.direction(), unit(columns, j)));
        for (std::size_t i = 0; i < rows; ++i) {
            numbers const reverse = with(d_.vjp[k], p, upstream, unit(rows, i));
            if (!finite(reverse)) return;
            for (std::size_t j = 0; j < columns; ++j) {
                long double const tolerance = identity_tolerance * (size(reverse) + size(forward[j]));
                check(
                    "forward equals reverse",
                    "row " + std::to_string(i) + ", column " + std::to_string(j) + " for " + x.name + " " + text(p),
                    forward[j][i], reverse[j], tolerance);
            }
        }
    }

    void check_symmetry(point const& p, std::size_t k, std::size_t l) {
        numbers const v = direction(s_.variables[k].volume());
        numbers const w = direction(s_.variables[l].volume());
        numbers const one = with(d_.second[k][l], p, s_.variables[l].direction(), w);
        numbers const other = with(d_.second[l][k], p, s_.variables[k].direction(), v);
        if (!finite(one) || !finite(other)) return;
        // What cancels in a second derivative is of the size of the first, where arguments are of order 1.
        long double const cancelling = size(d_.vjp[k].at<long double>(p)) + size(d_.vjp[l].at<long double>(p));
        check(
            "symmetric Hessian", "for " + s_.variables[k].name + " and " + s_.variables[l].name + " " + text(p),
            dot(one, v), dot(other, w), identity_tolerance * 2 * (size(one) + size(other) + cancelling));
    }

    /// How much rounding may do, in units of eps, by Wilkinson's argument: a stable algorithm gives the exact result of arguments
    /// that are off by few eps, to few eps. The change of the result is then its condition, sum |x_j| |d result / d x_j|, times
    /// that. A derivative may use the value that is stored, and so inherits the error of its size; and where it is small it may
    /// be a difference of numbers of the size that it has elsewhere: softmax minus one-hot, 1 - tanh(x)^2.
    static constexpr long double parts = 16;

    template <class T>
    void check_precision(
        char const* law, point const& p, std::size_t k, numbers const& value, numbers const& value_condition,
        numbers const& gradient, numbers const& gradient_condition) {
        auto const eps = static_cast<long double>(std::numeric_limits<T>::epsilon());
        auto const root = static_cast<long double>(std::sqrt(std::numeric_limits<T>::max()));
        auto const comparable = [root](long double x) {  // far from overflow and underflow of T
            return std::abs(x) < root && (x == 0 || std::abs(x) > 1 / root);
        };
        std::vector<T> const value_t = d_.value.at<T>(p);
        std::vector<T> const gradient_t = d_.vjp[k].at<T>(p);
        for (std::size_t i = 0; i < value.size(); ++i)
            if (comparable(value[i]) && comparable(value_condition[i]))
                check(
                    law, "value " + text(p), value[i], static_cast<long double>(value_t[i]),
                    parts * eps * (std::abs(value[i]) + value_condition[i]));
        for (std::size_t j = 0; j < gradient.size(); ++j)
            if (comparable(gradient[j]) && comparable(gradient_condition[j]))
                check(
                    law, "derivative by " + s_.variables[k].name + " " + text(p), gradient[j],
                    static_cast<long double>(gradient_t[j]),
                    parts * eps * (std::abs(gradient[j]) + gradient_condition[j] + size(value) + typical_[k]));
    }

    void find_typical_gradients(std::vector<point> points) {
        for (evaluator const& gradient : d_.vjp) {
            numbers sizes;
            for (point& p : points) {
                p.reals[upstream] = numbers(static_cast<std::size_t>(s_.shape.volume()), 1.0L);
                if (numbers const g = gradient.at<long double>(p); finite(g)) sizes.push_back(size(g));
            }
            std::sort(sizes.begin(), sizes.end());
            typical_.push_back(sizes.empty() ? 0 : sizes[sizes.size() / 2]);
        }
    }

    void check_precisions(point const& p) {
        numbers const value = d_.value.at<long double>(p);
        numbers value_condition(value.size(), 0.0L);
        for (std::size_t k = 0; k < s_.variables.size(); ++k) {
            numbers const& at = p.reals.at(s_.variables[k].name);
            for (std::size_t j = 0; j < at.size(); ++j) {
                numbers const column = with(d_.jvp[k], p, s_.variables[k].direction(), unit(at.size(), j));
                for (std::size_t i = 0; i < value.size(); ++i) value_condition[i] += std::abs(at[j] * column[i]);
            }
        }
        if (!finite(value) || !finite(value_condition)) return;
        for (std::size_t k = 0; k < s_.variables.size(); ++k) {
            numbers const gradient = d_.vjp[k].at<long double>(p);
            numbers condition(gradient.size(), 0.0L);
            for (std::size_t l = 0; l < s_.variables.size(); ++l) {
                numbers const& at = p.reals.at(s_.variables[l].name);
                for (std::size_t j = 0; j < at.size(); ++j) {
                    numbers const column = with(d_.second[k][l], p, s_.variables[l].direction(), unit(at.size(), j));
                    for (std::size_t i = 0; i < gradient.size(); ++i) condition[i] += std::abs(at[j] * column[i]);
                }
            }
            if (!finite(gradient) || !finite(condition)) continue;
            check_precision<float>("precision of float", p, k, value, value_condition, gradient, condition);
            check_precision<double>("precision of double", p, k, value, value_condition, gradient, condition);
        }
    }

    bool is_smooth_at(point const& p) const {
        for (std::size_t k = 0; k < s_.variables.size(); ++k)
            if (!(s_.distance_to_kink(p, k) > 1e-3)) return false;
        return true;
    }

public:
    examination(subject const& s, derivatives d) : s_(s), d_(std::move(d)) {}

    report run() {
        check_shapes();
        if (!report_.violations().empty()) return report_;
        std::vector<point> const points = points_of(s_, d_.value);
        find_typical_gradients(points);
        for (point p : points) {
            numbers const u = direction(s_.shape.volume());
            p.reals[upstream] = u;
            if (!finite(d_.value.at<long double>(p))) continue;
            if (is_smooth_at(p)) check_precisions(p);
            for (std::size_t k = 0; k < s_.variables.size(); ++k) {
                check_derivative(p, k, u);
                if (is_smooth_at(p)) check_complex_steps(p, k, u);
                check_linearity(p, k, u);
                check_adjoint(p, k, u);
                check_modes(p, k);
                for (std::size_t l = 0; l < s_.variables.size(); ++l) {
                    check_second_derivative(p, k, l);
                    if (k <= l && is_smooth_at(p)) check_symmetry(p, k, l);
                }
            }
        }
        // Differences that seldom decide are no test.
        report_.add(
            {"differences decide", s_.name, "undecided", 0, static_cast<long double>(report_.undecided()), 0},
            4 * report_.undecided() <= differences_);
        return report_;
    }
};

}  // namespace ctgrad::testing
