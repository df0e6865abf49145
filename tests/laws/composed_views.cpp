// Views are linear, and so are the laws' verdicts on them: what stands inside is not.
#include "composed.hpp"

namespace {

using namespace composed;

constexpr auto S = symbol<"S", 3, 3>;

law const element_of_vector("element", sin(v)[1_c]);
law const element_at_position("element", x* exp(v)[i]);
law const element_of_matrix("element", element(square(A), 1_c, j) * element(A, i, 2_c));

law const row_of_matrix("row", sin(row(A, 1_c)));
law const row_at_position("row", dot(row(A, i), row(B, 0_c)));
law const column_of_matrix("column", exp(column(A, 2_c)));
law const column_at_position("column", cwise_product(column(sin(A), j), column(B, 0_c)));

law const segment_of_vector("segment", segment<1, 2>(sin(v)));
law const segments("segment", dot(segment<0, 2>(v), segment<1, 2>(v)));

law const diagonal_of_matrix("diagonal", square(diagonal(S)));
law const trace_of_matrix("trace", trace(sin(S)));
law const trace_of_product("trace", trace(A* transpose(B)));
law const transpose_of_matrix("transpose", sin(transpose(A)));
law const transpose_in_product("transpose", transpose(A) * A);

law const symmetric_product("symmetric", symmetric(A* transpose(A)) * w);
law const symmetric_part("symmetric", sin(symmetric(S + transpose(S))));
law const quadratic_form("symmetric", exp(dot(v, symmetric(transpose(A) * A) * v) / 9_c));

law const rows_of_vector("broadcast_rows", cwise_product(broadcast_rows<2>(sin(v)), A));

law const concat_of_vectors("concat", sin(concat(u, w)));
law const concat_with_numbers("concat", concat(x* w, y, u, 1_c));
law const vector_of_numbers("vector_of", vector_of(x* y, sin(x), 1_c));
law const matrix_of_numbers("matrix_of", matrix_of<2, 2>(x, x* y, exp(y), 2_c) * w);

law const with_zeros("zeros", cwise_product(sin(v) + zeros<3>, u));
law const with_zeros_of_a_matrix("zeros", square(A + zeros<2, 3>));
law const with_ones("ones", cwise_quotient(ones<3>, v), {{"v", {0.5, 3}}});
law const with_ones_of_a_matrix("ones", square(A) * ones<3>);
law const with_identity("identity", square(S - x * identity<3>));
law const with_pi("pi", sin(pi* x));
law const with_e("e", pow(e, x* y));

}  // namespace
