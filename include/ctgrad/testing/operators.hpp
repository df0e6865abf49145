// The laws for an operator of the catalogue, or for one with the same members: arity, domain, distance_to_kink, special_points.
#pragma once

#include <ctgrad/testing/laws.hpp>
#include <ctgrad/transform/forward.hpp>

#include <array>
#include <span>
#include <string>

namespace ctgrad::testing {

namespace laws {

inline constexpr std::string_view argument_names[]{"x1", "x2", "x3"};

template <class Op, std::size_t... M>
op::symbolic applied(op::symbolic const* x, std::index_sequence<M...>) {
    return op::entrywise_apply<Op>(x[M]...);
}

template <class Op>
double kink_near(std::array<double, 3> const& x) {
    if constexpr (Op::arity == 1)
        return Op::distance_to_kink(x[0]);
    else if constexpr (Op::arity == 2)
        return Op::distance_to_kink(x[0], x[1]);
    else
        return Op::distance_to_kink(x[0], x[1], x[2]);
}

/// The derivatives of a value in the subject's graph, by the chain rule, forward and backward.
inline derivatives differentiated(subject& s, op::symbolic const& f, std::span<op::symbolic const> variables) {
    derivatives d{evaluator(f)};
    op::symbolic const u = s.input(upstream, f.shape());
    detail::list<int> nodes;
    for (op::symbolic const& x : variables) nodes.push(x.t.node);
    detail::list<op::term> const terms = transform::reverse(s.graph(), f, u.t, nodes);
    std::vector<op::symbolic> directions;
    for (variable const& x : s.variables) directions.push_back(s.input(x.direction(), x.shape));
    auto const along = [&](op::symbolic const& value, std::size_t l) {
        return evaluator(transform::forward(s.graph(), value, nodes[static_cast<int>(l)], directions[l]));
    };
    for (std::size_t k = 0; k < variables.size(); ++k) {
        op::term const& t = terms[static_cast<int>(k)];
        d.labels_are_axes = d.labels_are_axes && (t.labels & ~variables[k].axes()) == 0;
        op::symbolic const gradient = op::shaped(t, variables[k].shape());
        d.vjp.emplace_back(gradient);
        d.jvp.push_back(along(f, k));
        d.second.emplace_back();
        for (std::size_t l = 0; l < variables.size(); ++l) d.second[k].push_back(along(gradient, l));
    }
    return d;
}

/// Describes the operator applied to inputs x1, x2, x3. A condition is [x < 1]; a parameter is the number given.
template <class Op>
derivatives describe_operator(subject& s, long long parameter, extents const& shape) {
    constexpr auto arity = static_cast<std::size_t>(Op::arity);
    op::symbolic x[arity];
    op::symbolic variables[arity];
    std::array<bool, 3> is_variable{};
    for (std::size_t m = 0; m < arity; ++m) {
        if (static_cast<int>(m) < Op::parameters) {
            x[m] = op::scalar(op::constant(s.graph(), math::rational{parameter, 1}));
            continue;
        }
        std::string const name(argument_names[m]);
        x[m] = s.input(name, shape);
        s.variables.push_back({name, shape, Op::domain[m]});
        variables[s.variables.size() - 1] = x[m];
        is_variable[m] = true;
        if (Op::takes[m] == graph::kind::condition)
            x[m] = op::entrywise_apply<op::less_op>(x[m], op::scalar(op::constant(s.graph(), 1)));
    }
    op::symbolic const value = applied<Op>(x, std::make_index_sequence<arity>{});
    s.shape = value.shape();
    s.stated_shape = shape;
    s.special_values = {0.0, 1e-3, -1e-3, 0.5, -0.5, 1.0, -1.0, 2.0, 3.7, -3.7, 30.0, -30.0, 700.0, -700.0};
    s.distance_to_kink = [is_variable, parameter](point const& p, std::size_t) {
        double nearest = op::smooth;
        std::size_t const entries = p.reals.begin()->second.size();
        for (std::size_t entry = 0; entry < entries; ++entry) {
            std::array<double, 3> at{};
            for (std::size_t m = 0; m < arity; ++m) {
                at[m] = static_cast<double>(parameter);
                if (is_variable[m]) at[m] = static_cast<double>(p.reals.find(argument_names[m])->second[entry]);
                if (Op::takes[m] == graph::kind::condition) nearest = std::min(nearest, std::abs(at[m] - 1));
            }
            nearest = std::min(nearest, kink_near<Op>(at));
        }
        return nearest;
    };
    return differentiated(s, value, {variables, s.variables.size()});
}

/// At the points that an operator names, the derivative is what it says, to the bit.
template <class Op>
report check_special_points() {
    report result;
    for (op::special_point const& named : Op::special_points) {
        subject s{std::string(Op::name.text)};
        derivatives const d = describe_operator<Op>(s, 0, {});
        point p;
        p.reals[upstream] = {1};
        for (std::size_t m = 0; m < s.variables.size(); ++m)
            p.reals[s.variables[m].name] = {static_cast<long double>(named.at[m])};
        for (std::size_t m = 0; m < s.variables.size(); ++m) {
            double const actual = d.vjp[m].template at<double>(p)[0];
            result.add(
                {"derivative at a special point", s.name,
                 "argument " + std::to_string(m) + " at " + std::to_string(named.at[0]) + ", " +
                     std::to_string(named.at[1]),
                 static_cast<long double>(named.derivative[m]), static_cast<long double>(actual), 0},
                actual == named.derivative[m]);
        }
    }
    return result;
}

}  // namespace laws

/// Has the operator a derivative that the laws are about? A comparison has none, nor has a number that is held fixed.
template <class Op>
inline constexpr bool has_derivative = Op::result == graph::kind::real && !Op::is_detached;

/// Checks the laws for an operator of the catalogue, on numbers, vectors and matrices; parameters take the values 1, 2 and 3.
template <class Op>
    requires(has_derivative<Op>)
report operator_obeys_laws() {
    report result;
    for (long long parameter = 1; parameter <= (Op::parameters > 0 ? 3 : 1); ++parameter) {
        subject s{std::string(Op::name.text)};
        derivatives d = laws::describe_operator<Op>(s, parameter, {});
        result.add(examination(s, std::move(d)).run());
    }
    for (extents const& shape : {make_extents(2), make_extents(2, 2)}) {
        subject s{std::string(Op::name.text) + (shape.rank == 1 ? " of vectors" : " of matrices")};
        derivatives d = laws::describe_operator<Op>(s, 1, shape);
        s.random_points = 2;
        result.add(examination(s, std::move(d)).run());
    }
    result.add(laws::check_special_points<Op>());
    return result;
}

}  // namespace ctgrad::testing
