// What each verb on callables derives: of functions of numbers entry by entry, of functions of tensors value by value.
#pragma once

#include <ctgrad/calculus/tensor_verbs.hpp>
#include <ctgrad/transform/scalar_jacobian.hpp>
#include <ctgrad/transform/scalar_tangent.hpp>

namespace ctgrad::detail {

struct value_verb {
    static constexpr bool whole = true;
    static constexpr bool for_each_argument = false;
    static constexpr int growth = 1;
    template <class Call, class T>
    using result = typename Call::template value<T>;
    template <class Call>
    static constexpr void lower(graph::builder& g, list<graph::output>& outputs) {
        tracing::write_pieces<result<Call, double>>(Call::begin(g), 0, outputs);
    }
};

/// The derivatives of every entry of the value, as `Shape<T>` has them; after the value, where that is wanted.
template <bool WithValue, template <class Call, class T> class Shape>
struct first_derivatives {
    static constexpr bool whole = WithValue;
    static constexpr bool for_each_argument = true;
    static constexpr int growth = 4;
    template <class Call, class T>
    using result = std::conditional_t<
        WithValue, std::pair<typename Call::template value<T>, typename Shape<Call, T>::type>,
        typename Shape<Call, T>::type>;

    template <class Call>
    static constexpr void lower(graph::builder& g, list<graph::output>& outputs) {
        using value = typename Call::template value<double>;
        int block = 0;
        if constexpr (Call::of_numbers) {
            term_list const y = transform::simplified(g, Call::begin_numbers(g));
            if (WithValue) block = write_entries<value>(y, block, outputs);
            Shape<Call, double>::write(transform::scalar_jacobian(g, y, Call::arguments(g)), block, outputs);
        } else {
            piece_list const y = tensors::simplified(g, Call::begin(g));
            if (WithValue) block = tracing::write_pieces<value>(y, block, outputs);
            Shape<Call, double>::derive_and_write(g, y, Call::blocks(g), block, outputs);
        }
    }
};

template <class Call, class T>
struct as_gradient {
    using type = typename Call::template gradients<T>;
    static constexpr void write(term_list const& entries, int block, list<graph::output>& outputs) {
        write_entries<type>(entries, block, outputs);
    }
    static constexpr void derive_and_write(
        graph::builder& g, piece_list const& y, list<argument_block> const& blocks, int block,
        list<graph::output>& outputs) {
        tracing::write_pieces<type>(tensors::gradient_parts(g, y[0].value, blocks), block, outputs);
    }
};

/// The columns of the Jacobian that belong to one argument are a matrix of their own.
template <class Call, class T>
struct as_jacobian {
    using type = typename Call::template jacobians<T>;
    static constexpr void write(term_list const& entries, int block, list<graph::output>& outputs) {
        int const columns = entries.size() / Call::values;
        int first = 0;
        tracing::structure<type>::shapes([&](extents const& shape) {
            for (int i = 0; i < shape[0]; ++i)
                for (int k = 0; k < shape[1]; ++k)
                    outputs.push({entries[i * columns + first + k].as_argument(), {}, -1, block, i * shape[1] + k});
            first += shape[1];
            ++block;
        });
    }
    static constexpr void derive_and_write(
        graph::builder& g, piece_list const& y, list<argument_block> const& blocks, int block,
        list<graph::output>& outputs) {
        tensors::write_jacobian(g, y, blocks, block, outputs);
    }
};

struct hessian_verb {
    static constexpr bool whole = true;
    static constexpr bool for_each_argument = false;
    static constexpr int growth = 12;
    template <class Call>
    static constexpr int size = tracing::structure<typename Call::template selected<0>>::entries;
    template <class Call, class T>
    using result = tensor<T, size<Call>, size<Call>>;
    template <class Call>
    static constexpr void lower(graph::builder& g, list<graph::output>& outputs) {
        if constexpr (Call::of_numbers) {
            term_list const y = transform::simplified(g, Call::begin_numbers(g));
            term_list const x = Call::arguments(g);
            write_entries<result<Call, double>>(transform::scalar_hessian(g, y[0], x), 0, outputs);
        } else {
            piece_list const y = tensors::simplified(g, Call::begin(g));
            list<argument_block> const x = Call::blocks(g);
            tensors::write_jacobian(g, tensors::gradient_parts(g, y[0].value, x), x, 0, outputs);
        }
    }
};

/// The Jacobian times the further arguments, which are like the selected ones.
struct jvp_verb {
    static constexpr bool whole = true;
    static constexpr bool for_each_argument = false;
    static constexpr int growth = 3;
    template <class Call, class T>
    using result = typename Call::template value<T>;
    template <class Call>
    static constexpr void lower(graph::builder& g, list<graph::output>& outputs) {
        if constexpr (Call::of_numbers) {
            term_list const y = Call::begin_numbers(g);
            write_entries<result<Call, double>>(
                transform::scalar_tangents(g, y, Call::arguments(g), Call::further(g)), 0, outputs);
        } else {
            piece_list y = Call::begin_with_directions(g);
            list<int> const nodes = tensors::nodes_of(Call::blocks(g));
            list<op::symbolic> const directions = Call::further_blocks(g);
            for (piece& p : y) p.value = tensors::along(g, p.value, nodes, directions);
            tracing::write_pieces<result<Call, double>>(y, 0, outputs);
        }
    }
};

/// The transposed Jacobian times the further argument, which is like the value.
struct vjp_verb {
    static constexpr bool whole = false;
    static constexpr bool for_each_argument = true;
    static constexpr int growth = 4;
    template <class Call, class T>
    using result = typename Call::template gradients<T>;
    template <class Call>
    static constexpr void lower(graph::builder& g, list<graph::output>& outputs) {
        if constexpr (Call::of_numbers) {
            term_list const y = Call::begin_numbers(g);
            term_list const upstream = Call::further(g);
            term_list product;  // <upstream, value>, whose gradient it is
            product.push(upstream[0] * y[0]);
            for (int k = 1; k < y.size(); ++k) product[0] = product[0] + upstream[k] * y[k];
            write_entries<result<Call, double>>(transform::scalar_jacobian(g, product, Call::arguments(g)), 0, outputs);
        } else {
            piece_list const y = Call::begin_with_upstream(g);
            op::symbolic const product =
                tensors::product_with_blocks<typename Call::template value<double>>(g, y, Call::further_blocks(g));
            tracing::write_pieces<result<Call, double>>(
                tensors::gradient_parts(g, product, Call::blocks(g)), 0, outputs);
        }
    }
};

/// The Hessian times the further arguments, which are like the selected ones.
struct hvp_verb {
    static constexpr bool whole = false;
    static constexpr bool for_each_argument = true;
    static constexpr int growth = 8;
    template <class Call, class T>
    using result = typename Call::template gradients<T>;
    template <class Call>
    static constexpr void lower(graph::builder& g, list<graph::output>& outputs) {
        if constexpr (Call::of_numbers) {
            term_list const y = transform::simplified(g, Call::begin_numbers(g));
            term_list const x = Call::arguments(g);
            term_list const gradient = transform::scalar_jacobian(g, y, x);
            write_entries<result<Call, double>>(
                transform::scalar_tangents(g, gradient, x, Call::further(g)), 0, outputs);
        } else {
            piece_list const y = tensors::simplified(g, Call::begin_with_directions(g));
            list<argument_block> const blocks = Call::blocks(g);
            list<int> const nodes = tensors::nodes_of(blocks);
            list<op::symbolic> const directions = Call::further_blocks(g);
            list<op::symbolic> const gradients = tensors::gradients(g, y[0].value, blocks);
            piece_list parts;
            for (int k = 0; k < blocks.size(); ++k)
                tensors::add_parts(tensors::along(g, gradients[k], nodes, directions), blocks[k], parts);
            tracing::write_pieces<result<Call, double>>(parts, 0, outputs);
        }
    }
};

using gradient_verb_on_callable = first_derivatives<false, as_gradient>;
using value_and_gradient_verb = first_derivatives<true, as_gradient>;
using jacobian_verb = first_derivatives<false, as_jacobian>;
using value_and_jacobian_verb = first_derivatives<true, as_jacobian>;

}  // namespace ctgrad::detail
