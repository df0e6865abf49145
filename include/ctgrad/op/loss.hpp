// Losses of scores and labels. For a vector of scores and one label: the loss of that sample. For a matrix (one row of scores
// per sample) and a vector of labels: the mean over the rows.
#pragma once

#include <ctgrad/op/softmax.hpp>

namespace ctgrad::op {

constexpr extents loss_shape(extents const& scores, extents const& label) {
    bool const sample = scores.rank == 1 && label.rank == 0;
    bool const batch = scores.rank == 2 && label.rank == 1 && scores[0] == label[0];
    return sample || batch ? extents{} : invalid_shape;
}

/// A loss under construction: the scores, the label of the row, and the score that the label names.
struct labelled_scores {
    symbolic const& scores;
    int classes;       ///< the label (of the space) along which the classes run
    term label, named;

    constexpr labelled_scores(symbolic const& s, symbolic const& y)
        : scores(s), classes(s.rank - 1), label(y.t), named(s.t) {
        index at{};
        as_index(y.t, at);
        named = substituted(s.t, classes, at);
    }
    constexpr unsigned class_label() const { return 1U << classes; }
    /// The mean over the rows of what each row costs.
    constexpr symbolic mean_over_rows(term const& row) const {
        if (scores.rank == 1) return scalar(row);
        return scalar(sum(row, 1U, scores.space) / constant(scores.graph(), scores.extent(0)));
    }
};

/// Multiclass support-vector loss: sum over the wrong classes j of max(0, s_j - s_y + margin).
/// Source: Weston and Watkins, Support vector machines for multi-class pattern recognition, ESANN 1999.
struct hinge_loss_op : composed {
    static constexpr spelling name{.text = "hinge_loss", .latex = "", .c = ""};
    static constexpr extents shape(extents const& scores, extents const& label) { return loss_shape(scores, label); }
    static constexpr extents shape(extents const& scores, extents const& label, extents const& margin) {
        return margin.rank == 0 ? loss_shape(scores, label) : invalid_shape;
    }
    static constexpr symbolic apply(symbolic const& scores, symbolic const& label) {
        return apply(scores, label, scalar(constant(scores.graph(), 1)));
    }
    static constexpr symbolic apply(symbolic const& scores, symbolic const& label, symbolic const& margin) {
        labelled_scores const s(scores, label);
        term const right = make<equal_op>(position(scores.graph(), scores.space, s.classes), s.label);
        term const excess = make<relu_op>(scores.t + (margin.t - s.named));
        return s.mean_over_rows(sum(select(right, constant(scores.graph(), 0), excess), s.class_label(), scores.space));
    }
};

/// Negative logarithm of the softmax probability of the label: logsumexp(s) - s_y. Derivative: softmax minus one-hot.
struct cross_entropy_op : composed {
    static constexpr spelling name{.text = "cross_entropy", .latex = "", .c = ""};
    static constexpr extents shape(extents const& scores, extents const& label) { return loss_shape(scores, label); }
    static constexpr symbolic apply(symbolic const& scores, symbolic const& label) {
        labelled_scores const s(scores, label);
        shifted_exponentials const e(scores.t, s.class_label(), scores.space);
        return s.mean_over_rows(log(e.total) + (e.shift - s.named));
    }
};

/// Mean of the squared differences.
struct mean_squared_error_op : composed {
    static constexpr spelling name{.text = "mean_squared_error", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a, extents const& b) { return a == b ? extents{} : invalid_shape; }
    static constexpr symbolic apply(symbolic const& a, symbolic const& b) {
        return mean_op<>::apply(each_entry([](term x, term y) { return (x - y) * (x - y); }, a, b));
    }
};

/// Mean of r^2 / 2 where |r| <= delta, delta (|r| - delta / 2) elsewhere, of the differences r.
/// Source: Huber, Robust estimation of a location parameter, Annals of Mathematical Statistics 35 (1964).
struct huber_loss_op : composed {
    static constexpr spelling name{.text = "huber_loss", .latex = "", .c = ""};
    static constexpr extents shape(extents const& a, extents const& b, extents const& delta = {}) {
        return a == b && delta.rank == 0 ? extents{} : invalid_shape;
    }
    static constexpr symbolic apply(symbolic const& a, symbolic const& b) {
        return apply(a, b, scalar(constant(a.graph(), 1)));
    }
    static constexpr symbolic apply(symbolic const& a, symbolic const& b, symbolic const& delta) {
        return mean_op<>::apply(each_entry(
            [](term x, term y, term d) {
                term const half = constant(*x.g, rational{1, 2});
                term const r = x - y;
                term const size = make<abs_op>(r);
                return select(size <= d, half * (r * r), d * (size - half * d));
            },
            a, b, delta));
    }
};

}  // namespace ctgrad::op
