// What the laws are about: a function of real inputs, lowered at run time, with its derivatives in both modes.
#pragma once

#include <ctgrad/expression/bind.hpp>
#include <ctgrad/op/standard_rules.hpp>
#include <ctgrad/testing/evaluator.hpp>

#include <algorithm>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace ctgrad::testing {

/// A real input, and where it may lie.
struct variable {
    std::string name;
    extents shape{};
    op::interval domain{-2, 2};

    int volume() const { return shape.volume(); }
    std::string direction() const { return "d " + name; }
};

/// A function and its inputs. What is checked is the number dot(upstream, value); `upstream` is an input, too.
class subject {
    graph::builder g_;
    std::vector<std::unique_ptr<std::string>> names_;  // the graph refers to them

public:
    std::string name;
    extents shape{};         ///< that of the value
    extents stated_shape{};  ///< what the shape rule says
    std::vector<variable> variables;
    /// Values that each entry takes, besides random ones, as far as they lie in the domain.
    std::vector<double> special_values;
    int random_points = 12;
    /// How far variable `k` may move at a point before it meets a kink.
    std::function<double(point const&, std::size_t)> distance_to_kink = [](point const&, std::size_t) {
        return op::smooth;
    };

    explicit subject(std::string title) : name(std::move(title)) { op::use_rules(g_, op::standard_rules); }
    subject(subject const&) = delete;

    graph::builder& graph() { return g_; }

    /// A further input.
    op::symbolic input(std::string const& input_name, extents const& input_shape) {
        names_.push_back(std::make_unique<std::string>(input_name));
        return op::whole_value(g_, g_.input_node({.name = *names_.back(), .shape = input_shape}));
    }
};

inline constexpr char const* upstream = "upstream";

/// The points of a subject: for variables without extents the products of the special values, thinned to some 100, and random
/// points. All are numbers of float, so that no scalar type rounds them.
inline std::vector<point> points_of(subject const& s, evaluator const& value) {
    std::mt19937 random(20240229);
    std::vector<point> points;
    bool const scalars =
        std::all_of(s.variables.begin(), s.variables.end(), [](variable const& v) { return v.shape.rank == 0; });
    if (scalars && !s.special_values.empty()) {
        std::vector<point> products{point{}};
        for (variable const& v : s.variables) {
            std::vector<point> longer;
            for (point const& p : products)
                for (double const x : s.special_values)
                    if (v.domain.contains(x)) {
                        longer.push_back(p);
                        longer.back().reals[v.name] = {static_cast<long double>(static_cast<float>(x))};
                    }
            products = std::move(longer);
        }
        std::size_t const step = products.size() / 100 + 1;
        for (std::size_t k = 0; k < products.size(); k += step) points.push_back(products[k]);
    }
    for (int n = 0; n < s.random_points; ++n) {
        point p;
        for (variable const& v : s.variables) {
            std::uniform_real_distribution<float> entry(
                static_cast<float>(std::max(v.domain.from, -5.0)), static_cast<float>(std::min(v.domain.to, 5.0)));
            for (int k = 0; k < v.volume(); ++k) p.reals[v.name].push_back(static_cast<long double>(entry(random)));
        }
        points.push_back(p);
    }
    // Integers: positions of entries, as far as any bound to a symbol may go.
    graph::view const g = value.view();
    std::vector<detail::position_range> ranges(static_cast<std::size_t>(g.count.inputs));
    for (int id = 0; id < g.size(); ++id)
        for (int m = 0; m < g[id].arguments; ++m) detail::narrow(g, g.argument_of(id, m), ranges.data());
    for (int o = 0; o < g.count.outputs; ++o) detail::narrow(g, g.outputs[o].value, ranges.data());
    for (int k = 0; k < g.count.inputs; ++k) {
        graph::input const& i = g.inputs[k];
        if (i.kind != graph::kind::integer) continue;
        detail::position_range const r = ranges[static_cast<std::size_t>(k)];
        std::uniform_int_distribution<int> position(std::max(r.first, -9), std::min(r.end - 1, 9));
        for (point& p : points)
            for (int n = 0; n < i.shape.volume(); ++n) p.integers[std::string(i.name)].push_back(position(random));
    }
    return points;
}

/// Value and derivatives of a subject, ready to be evaluated at points that also give "upstream" and the directions.
struct derivatives {
    evaluator value;
    std::vector<evaluator> vjp{};                  ///< by variable
    std::vector<evaluator> jvp{};                  ///< by variable, along its direction
    std::vector<std::vector<evaluator>> second{};  ///< the derivative of vjp[k] along the direction of variable l
    bool labels_are_axes = true;                   ///< no derivative depends on a label that its shape does not have
};

}  // namespace ctgrad::testing
