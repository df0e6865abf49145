#include "composed.hpp"

namespace {

using namespace composed;

law const sum_of_vector("sum", sum(sin(v)));
law const sum_of_matrix("sum", sum(exp(A)));
law const sums_of_columns("sum", sum<0>(square(A)));
law const sums_of_rows("sum", sum<1>(sin(A)));

law const mean_of_vector("mean", mean(sin(v)));
law const mean_of_matrix("mean", mean(exp(A)));
law const means_of_columns("mean", mean<0>(square(A)));
law const means_of_rows("mean", mean<1>(sin(A)));

law const product_of_vector("prod", prod(v));
law const product_of_matrix("prod", prod(A));
law const products_of_columns("prod", prod<0>(A));
law const products_of_rows("prod", prod<1>(A));

law const largest_of_vector("max_element", max_element(sin(v)));
law const largest_of_matrix("max_element", max_element(square(A)));
law const largest_of_columns("max_element", max_element<0>(square(A)));
law const largest_of_rows("max_element", max_element<1>(exp(A)));

law const smallest_of_vector("min_element", min_element(sin(v)));
law const smallest_of_matrix("min_element", min_element(square(A)));
law const smallest_of_columns("min_element", min_element<0>(square(A)));
law const smallest_of_rows("min_element", min_element<1>(exp(A)));

}  // namespace
