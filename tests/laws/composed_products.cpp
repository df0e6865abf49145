#include "composed.hpp"

namespace {

using namespace composed;

constexpr auto C = symbol<"C", 3, 2>;

law const product_of_matrix_and_vector("matmul", matmul(A, v));
law const product_of_matrices("matmul", matmul(A, C));

law const dot_of_vectors("dot", dot(u, v));
law const dot_of_matrices("dot", dot(A, B));
law const dot_of_vector_with_itself("dot", dot(sin(v), v));

law const outer_of_vectors("outer", outer(u, w));
law const outer_of_vector_with_itself("outer", outer(v, v));

law const cross_of_vectors("cross", cross(u, v));
law const cross_of_cross("cross", cross(u, cross(u, v)));

law const cwise_product_of_vectors("cwise_product", cwise_product(u, v));
law const cwise_product_of_matrices("cwise_product", cwise_product(A, B));
law const cwise_product_with_number("cwise_product", cwise_product(x, A));

law const cwise_quotient_of_vectors("cwise_quotient", cwise_quotient(u, v), {{"v", {0.5, 3}}});
law const cwise_quotient_of_matrices("cwise_quotient", cwise_quotient(A, B), {{"B", {-3, -0.5}}});
law const cwise_quotient_by_vector("cwise_quotient", cwise_quotient(x, v), {{"v", {0.5, 3}}});

}  // namespace
