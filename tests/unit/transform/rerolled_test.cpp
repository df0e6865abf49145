// Loops that tracing wrote out: the graph with loops against the traced one, by the interpreter.
#include <catch2/catch.hpp>

#include <ctgrad/evaluate/interpret.hpp>
#include <ctgrad/trace/callable.hpp>
#include <ctgrad/transform/rerolled.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <random>
#include <vector>

namespace {

using ctgrad::detail::list;
namespace graph = ctgrad::graph;
namespace op = ctgrad::op;
namespace transform = ctgrad::transform;

template <class T, int N>
using numbers = std::array<T, static_cast<std::size_t>(N)>;

/// A graph that is made while the test runs.
struct made_graph {
    graph::builder nodes;
    list<graph::output> outputs;

    graph::view view() const {
        return {nodes.nodes.data, nodes.arguments.data, nodes.indices.data, nodes.extents_pool.data, nodes.constants.data,
                nodes.inputs.data, outputs.data,
                {nodes.nodes.length, nodes.arguments.length, nodes.indices.length, nodes.extents_pool.length,
                 nodes.constants.length, nodes.inputs.length, outputs.length, 0}};
    }
    void finish(graph::builder& from, list<graph::output> const& of) {
        outputs = transform::compaction<graph::builder>(from, nodes).run(of);
    }
};

/// What a graph computes of random numbers, all entries of the results one after the other.
std::vector<double> values(graph::view const& g, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> number(0.5, 1.5);
    std::vector<std::vector<double>> reals;
    std::vector<std::vector<int>> integers;
    std::vector<double const*> real_pointers;
    std::vector<int const*> integer_pointers;
    for (int k = 0; k < g.count.inputs; ++k) {
        auto const size = static_cast<std::size_t>(g.inputs[k].shape.volume());
        reals.emplace_back(size);
        for (auto& x : reals.back()) x = number(random);
        integers.emplace_back(size, 3);
    }
    for (auto const& x : reals) real_pointers.push_back(x.data());
    for (auto const& x : integers) integer_pointers.push_back(x.data());
    std::vector<std::vector<double>> blocks(20, std::vector<double>(600));
    std::vector<double*> places;
    std::size_t blocks_used = 0;
    for (int o = 0; o < g.count.outputs; ++o) {
        auto const memory = static_cast<std::size_t>(g.outputs[o].memory);
        places.push_back(blocks[memory].data() + g.outputs[o].offset);
        blocks_used = std::max(blocks_used, memory + 1);
    }
    ctgrad::evaluate::interpreter<double>(g, {real_pointers.data(), integer_pointers.data()}).run(places.data());
    std::vector<double> all;
    for (std::size_t b = 0; b < blocks_used; ++b) all.insert(all.end(), blocks[b].begin(), blocks[b].end());
    return all;
}

/// What became of a function of arguments of some types.
struct outcome {
    bool found = false;
    int operations = 0;     ///< in the graph with loops
    int calls = 0;          ///< of functions, entry by entry
    int outputs = 0;
    double difference = 0;  ///< the largest, relative to the values
    std::vector<ctgrad::extents> shapes{};  ///< of the inputs
};

template <class... Arguments, class F>
outcome with_loops(F) {
    using program = ctgrad::tracing::function_program<F, Arguments...>;
    graph::builder raw;
    op::use_rules(raw, op::standard_rules);
    list<graph::output> outputs;
    program::lower(raw, outputs);
    made_graph traced;
    traced.finish(raw, outputs);
    graph::view const before = traced.view();
    outcome result;
    if (!transform::may_have_loops(before)) return result;
    transform::reroll::values read(before);
    transform::reroll::search search(read);
    result.found = search.pays(static_cast<int>(transform::scalar_operations(before)));
    if (!result.found) return result;
    graph::builder again;
    op::use_rules(again, op::standard_rules);
    auto const rebuilt = transform::reroll::rebuild(read, search, again).run();
    made_graph loops;
    loops.finish(again, rebuilt);
    graph::view const after = loops.view();
    for (int id = 0; id < after.size(); ++id) {
        graph::node const& n = after[id];
        if (n.arguments == 0) continue;
        ++result.operations;
        int volume = 1;
        for (int l = 0; l < n.labels; ++l) volume *= after.extent(id, l);
        if (op::information_of[n.op].expensive) result.calls += volume;
    }
    result.outputs = after.count.outputs;
    for (int k = 0; k < after.count.inputs; ++k) result.shapes.push_back(after.inputs[k].shape);
    for (unsigned seed = 1; seed <= 2; ++seed) {
        auto const expected = values(before, seed);
        auto const actual = values(after, seed);
        REQUIRE(expected.size() == actual.size());
        for (std::size_t k = 0; k < expected.size(); ++k)
            result.difference = std::max(result.difference, std::abs(actual[k] - expected[k]) / (1 + std::abs(expected[k])));
    }
    return result;
}

// Sums of some hundred numbers of order 1, added up in another order.
constexpr double rounding = 1e-13;

}  // namespace

TEST_CASE("The sum over an array is one node") {
    outcome const r = with_loops<numbers<double, 500>>([](auto const& x) {
        auto sum = x[0];
        for (std::size_t i = 1; i < x.size(); ++i) sum = sum + x[i];
        return sum;
    });
    CHECK(r.found);
    CHECK(r.operations == 1);
    CHECK(r.difference < rounding);
}

TEST_CASE("Neighbours are read by offsets, and functions of them computed once") {
    outcome const r = with_loops<numbers<double, 200>>([](auto const& x) {
        using std::sin;
        auto sum = 0.5 * sin(x[0]) * sin(x[1]);
        for (std::size_t i = 1; i + 1 < x.size(); ++i) sum += 0.5 * sin(x[i]) * sin(x[i + 1]);
        return sum;
    });
    CHECK(r.found);
    CHECK(r.calls == 200);
    CHECK(r.difference < rounding);
}

TEST_CASE("A stencil with different ends is stored in three parts") {
    outcome const r = with_loops<numbers<double, 200>>([](auto const& x) {
        auto y = x;
        for (std::size_t i = 1; i + 1 < x.size(); ++i) y[i] = x[i - 1] - 2.0 * x[i] + x[i + 1];
        return y;
    });
    CHECK(r.found);
    CHECK(r.outputs == 3);
    CHECK(r.difference < rounding);
}

TEST_CASE("A stencil that goes round") {
    outcome const r = with_loops<numbers<double, 200>>([](auto const& x) {
        auto y = x;
        std::size_t const n = x.size();
        for (std::size_t i = 0; i < n; ++i) y[i] = x[(i + n - 1) % n] * x[i] - x[(i + 1) % n] * x[i];
        return y;
    });
    CHECK(r.found);
    CHECK(r.outputs <= 4);  // an entry at each end, and perhaps its neighbour
    CHECK(r.difference < rounding);
}

TEST_CASE("A quadratic form reads an array as a matrix") {
    auto const check = [](outcome const& r) {
        CHECK(r.found);
        CHECK(r.operations <= 3);
        CHECK(r.shapes[1] == ctgrad::make_extents(20, 20));
        CHECK(r.difference < rounding);
    };
    SECTION("row by row") {
        check(with_loops<numbers<double, 20>, numbers<double, 400>>([](auto const& x, auto const& a) {
            auto sum = 0.0 * x[0];
            for (std::size_t i = 0; i < 20; ++i) {
                auto row = a[20 * i] * x[0];
                for (std::size_t j = 1; j < 20; ++j) row = row + a[20 * i + j] * x[j];
                sum = sum + x[i] * row;
            }
            return sum;
        }));
    }
    SECTION("in one sum") {
        check(with_loops<numbers<double, 20>, numbers<double, 400>>([](auto const& x, auto const& a) {
            auto sum = 0.0 * x[0];
            for (std::size_t i = 0; i < 20; ++i)
                for (std::size_t j = 0; j < 20; ++j) sum += x[i] * a[20 * i + j] * x[j];
            return sum;
        }));
    }
    SECTION("column by column") {
        check(with_loops<numbers<double, 20>, numbers<double, 400>>([](auto const& x, auto const& a) {
            auto sum = 0.0 * x[0];
            for (std::size_t j = 0; j < 20; ++j) {
                auto column = a[j] * x[0];
                for (std::size_t i = 1; i < 20; ++i) column = column + a[20 * i + j] * x[i];
                sum = sum + x[j] * column;
            }
            return sum;
        }));
    }
}

TEST_CASE("Entries of a tensor, read one by one") {
    outcome const r = with_loops<ctgrad::tensor<double, 20, 24>, numbers<double, 20>>([](auto const& a, auto const& x) {
        auto sum = 0.0 * x[0];
        for (int i = 0; i < 20; ++i)
            for (int j = 0; j < 24; ++j) sum += x[static_cast<std::size_t>(i)] * a(i, j);
        return sum;
    });
    CHECK(r.found);
    CHECK(r.shapes[0] == ctgrad::make_extents(20, 24));
    CHECK(r.difference < rounding);
}

TEST_CASE("Rows that are arrays of their own stay numbers") {
    outcome const r = with_loops<numbers<double, 20>, std::array<numbers<double, 20>, 20>>([](auto const& x, auto const& a) {
        auto sum = 0.0 * x[0];
        for (std::size_t i = 0; i < 20; ++i) {
            auto row = a[i][0] * x[0];
            for (std::size_t j = 1; j < 20; ++j) row = row + a[i][j] * x[j];
            sum = sum + x[i] * row;
        }
        return sum;
    });
    CHECK_FALSE(r.found);
}

TEST_CASE("A few long rows are a loop each") {
    outcome const r = with_loops<std::array<numbers<double, 100>, 3>>([](auto const& a) {
        using std::exp;
        auto sum = 0.0 * a[0][0];
        for (auto const& row : a)
            for (auto const& x : row) sum += x * exp(-x * x);
        return sum;
    });
    CHECK(r.found);
    CHECK(r.calls == 300);
    CHECK(r.difference < rounding);
}

TEST_CASE("A product of a matrix and a vector as a result") {
    outcome const r = with_loops<numbers<double, 320>, numbers<double, 20>>([](auto const& a, auto const& x) {
        numbers<std::remove_cvref_t<decltype(x[0])>, 16> y{};
        for (std::size_t i = 0; i < 16; ++i)
            for (std::size_t j = 0; j < 20; ++j) y[i] += a[20 * i + j] * x[j];
        return y;
    });
    CHECK(r.found);
    CHECK(r.operations == 1);
    CHECK(r.outputs == 1);
    CHECK(r.difference < rounding);
}

TEST_CASE("A product of matrices as a result") {
    outcome const r = with_loops<numbers<double, 80>, numbers<double, 80>>([](auto const& a, auto const& b) {
        numbers<std::remove_cvref_t<decltype(a[0])>, 64> c{};
        for (std::size_t i = 0; i < 8; ++i)
            for (std::size_t k = 0; k < 8; ++k)
                for (std::size_t j = 0; j < 10; ++j) c[8 * i + k] += a[10 * i + j] * b[8 * j + k];
        return c;
    });
    CHECK(r.found);
    CHECK(r.operations == 1);
    CHECK(r.outputs == 1);
    CHECK(r.difference < rounding);
}

TEST_CASE("A layer: a sum with a summand of another form in each row") {
    outcome const r = with_loops<numbers<double, 320>, numbers<double, 16>, numbers<double, 20>>(
        [](auto const& w, auto const& b, auto const& x) {
            using std::tanh;
            auto sum = 0.0 * x[0];
            for (std::size_t i = 0; i < 16; ++i) {
                auto score = b[i];
                for (std::size_t j = 0; j < 20; ++j) score += w[20 * i + j] * x[j];
                auto const y = tanh(score);
                sum += y * y;
            }
            return sum;
        });
    CHECK(r.found);
    CHECK(r.calls == 16);
    CHECK(r.difference < rounding);
}

TEST_CASE("Functions, and numbers that all iterations share") {
    outcome const r = with_loops<numbers<double, 60>>([](auto const& x) {
        using std::exp;
        using std::log;
        auto total = x[0];
        for (std::size_t i = 1; i < x.size(); ++i) total += x[i];
        auto entropy = 0.0 * x[0];
        for (auto const& xi : x) entropy += xi * log(xi / total) - exp(-xi) / (1.0 + xi * xi);
        return entropy;
    });
    CHECK(r.found);
    CHECK(r.calls == 240);  // divisions among them
    CHECK(r.difference < rounding);
}

TEST_CASE("Conditions in a loop") {
    outcome const r = with_loops<numbers<double, 120>>([](auto const& x) {
        using ctgrad::select;
        auto sum = 0.0 * x[0];
        for (auto const& xi : x) {
            auto const d = xi - 1.0;
            sum += select(d < 0.2, d * d, 0.4 * d - 0.04);
        }
        return sum;
    });
    CHECK(r.found);
    CHECK(r.difference < rounding);
}

TEST_CASE("What is called under a condition stays a number: loops do not jump") {
    outcome const r = with_loops<numbers<double, 120>>([](auto const& x) {
        using ctgrad::select;
        using std::exp;
        auto sum = 0.0 * x[0];
        for (auto const& xi : x) sum += select(xi < 1.0, xi * xi * xi, exp(xi) * xi);
        return sum;
    });
    CHECK_FALSE(r.found);
}

TEST_CASE("A reversed index and a recurrence stay numbers") {
    SECTION("reversed") {
        outcome const r = with_loops<numbers<double, 250>>([](auto const& x) {
            auto sum = 0.0 * x[0];
            for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * x[x.size() - 1 - i] * x[i];
            return sum;
        });
        CHECK_FALSE(r.found);
    }
    SECTION("recurrence") {
        outcome const r = with_loops<numbers<double, 200>>([](auto const& x) {
            using std::sin;
            auto y = x;
            y[0] = sin(x[0]);
            for (std::size_t i = 1; i < x.size(); ++i) y[i] = sin(y[i - 1] * x[i]) + y[i - 1];
            return y;
        });
        CHECK_FALSE(r.found);
    }
    SECTION("powers of a sum") {
        outcome const r = with_loops<numbers<double, 250>>([](auto const& x) {
            auto value = x[0];
            for (std::size_t i = 1; i < x.size(); ++i) value = value * 0.5 + x[i];
            return value;
        });
        CHECK_FALSE(r.found);
    }
    SECTION("each pair once") {
        outcome const r = with_loops<numbers<double, 24>>([](auto const& x) {
            auto sum = 0.0 * x[0];
            for (std::size_t i = 0; i < x.size(); ++i)
                for (std::size_t j = 0; j < i; ++j) sum += 1.0 / (1.0 + (x[i] - x[j]) * (x[i] - x[j]));
            return sum;
        });
        CHECK(r.difference < rounding);
    }
}

TEST_CASE("Two arrays and an integer") {
    outcome const r = with_loops<numbers<double, 150>, numbers<double, 150>, int>([](auto const& x, auto const& y, auto n) {
        auto sum = 0.0 * x[0];
        for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - y[i]) * (x[i] - y[i]) * n;
        return sum;
    });
    CHECK(r.found);
    CHECK(r.difference < rounding);
}

TEST_CASE("Entries that are used outside of the loop are not computed again") {
    outcome const r = with_loops<numbers<double, 150>>([](auto const& x) {
        using std::sin;
        auto sum = 0.0 * x[0];
        for (auto const& xi : x) sum += sin(xi) * xi * xi;
        return sum * sin(x[3]) + x[5];
    });
    CHECK(r.found);
    CHECK(r.calls == 150);
    CHECK(r.difference < rounding);
}

TEST_CASE("A loop that leaves one out, and a sum with two signs") {
    outcome const r = with_loops<numbers<double, 150>>([](auto const& x) {
        auto sum = 0.0 * x[0];
        for (std::size_t i = 0; i < x.size(); ++i) {
            if (i != 40) sum += x[i] * x[i] * x[i];
            sum -= 3.0 * x[i];
        }
        return sum;
    });
    CHECK(r.found);
    CHECK(r.difference < rounding);
}

TEST_CASE("Points one after the other in an array are the rows of a matrix") {
    outcome const r = with_loops<numbers<double, 180>>([](auto const& x) {
        using std::sqrt;
        auto sum = 0.0 * x[0];
        for (std::size_t i = 0; i + 3 < x.size(); i += 3) {
            auto const dx = x[i + 3] - x[i];
            auto const dy = x[i + 4] - x[i + 1];
            auto const dz = x[i + 5] - x[i + 2];
            sum += sqrt(dx * dx + dy * dy + dz * dz);
        }
        return sum;
    });
    CHECK(r.found);
    CHECK(r.shapes[0] == ctgrad::make_extents(60, 3));
    CHECK(r.difference < rounding);
}

TEST_CASE("An array that is read in two ways keeps one of them") {
    outcome const r = with_loops<numbers<double, 240>>([](auto const& x) {
        using std::sin;
        auto sum = 0.0 * x[0];
        for (std::size_t i = 0; i < 239; ++i) sum += sin(x[i]) * x[i + 1];
        for (std::size_t i = 0; i < 239; i += 3) sum += x[i] * x[i + 1] * x[i + 2];
        return sum;
    });
    CHECK(r.difference < rounding);
}
