// Run-time data that break a contract end the program with a message that names the symbol.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <vector>

namespace {

constexpr auto weights = ctgrad::symbol<"weights", 3>;
constexpr auto grid = ctgrad::symbol<"grid", 2, 3>;
constexpr auto label = ctgrad::index_symbol<"label">;
constexpr auto labels = ctgrad::index_symbol<"labels", 2>;

struct outcome {
    bool aborted;
    std::string message;
};

/// Runs `f` in a process of its own.
template <class F>
outcome run(F const& f) {
    int pipe_ends[2];
    REQUIRE(pipe(pipe_ends) == 0);
    pid_t const child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        dup2(pipe_ends[1], STDERR_FILENO);
        std::signal(SIGABRT, SIG_DFL);  // Catch2's handler would report a failure of its own
        f();
        _exit(0);
    }
    close(pipe_ends[1]);
    outcome result{};
    char buffer[256];
    for (ssize_t n = 0; (n = read(pipe_ends[0], buffer, sizeof buffer)) > 0;)
        result.message.append(buffer, static_cast<std::size_t>(n));
    close(pipe_ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    result.aborted = WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
    return result;
}

double volatile sink;

TEST_CASE("a vector of the wrong size") {
    auto const right = run([] { sink = sum(weights)(weights = std::vector<double>{1, 2, 3}); });
    CHECK_FALSE(right.aborted);
    auto const wrong = run([] { sink = sum(weights)(weights = std::vector<double>{1, 2}); });
    CHECK(wrong.aborted);
    CHECK(wrong.message == "ctgrad: the data bound to 'weights' have another size than the symbol\n");
    CHECK(run([] { sink = sum(grid)(grid = std::vector<double>(7)); }).aborted);
    CHECK_FALSE(run([] { sink = sum(grid)(grid = std::vector<std::array<double, 3>>(2)); }).aborted);
    CHECK(run([] { sink = sum(grid)(grid = std::vector<std::array<double, 3>>(3)); }).aborted);
}

TEST_CASE("a position that is out of range") {
    auto const at = [](auto position) {
        return run([=] { sink = weights[label](weights = {1.0, 2.0, 3.0}, label = position); });
    };
    CHECK_FALSE(at(0).aborted);
    CHECK_FALSE(at(2).aborted);
    CHECK(at(3).aborted);
    CHECK(at(-1).aborted);
    CHECK(at(std::size_t{1} << 32U).aborted);  // 0, if it were cut to 32 bits
    CHECK(at(3).message == "ctgrad: the value bound to 'label' is a position outside of its range\n");
}

TEST_CASE("a label that is out of range, alone or among others") {
    auto const loss = [](int first, int second) {
        return run([=] {
            int const both[]{first, second};
            sink = cross_entropy(grid, labels)(grid = {{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}}, labels = both);
        });
    };
    CHECK_FALSE(loss(0, 2).aborted);
    CHECK(loss(0, 3).aborted);
    CHECK(loss(-1, 2).aborted);
    CHECK(run([] { sink = hinge_loss(weights, label)(weights = {1.0, 2.0, 3.0}, label = 3); }).aborted);
}

TEST_CASE("an integer argument of an ordinary function that is a position out of range") {
    constexpr auto entry = [](auto const& v, auto i) { return v[i] * v[i]; };
    auto const at = [&](auto i) {
        return run([=] {
            ctgrad::tensor<double, 3> const v{1, 2, 3};
            sink = std::get<0>(ctgrad::gradient<0>(entry)(v, i))[0];
        });
    };
    CHECK_FALSE(at(2).aborted);
    CHECK(at(3).aborted);
    CHECK(at(-1).aborted);
    CHECK(at(std::size_t{1} << 32U).aborted);  // 0, if it were cut to 32 bits
    CHECK(at(3).message == "ctgrad: an integer argument of a function is a position outside of its range\n");
}

TEST_CASE("map: ranges of different sizes") {
    constexpr auto x = ctgrad::symbol<"x">;
    std::vector<double> const xs(9);
    std::vector<double> results(8);
    auto const r = run([&] { ctgrad::map(x * x, x)(xs, results); });
    CHECK(r.aborted);
    CHECK(r.message.find("the ranges have different sizes") != std::string::npos);
}

}  // namespace
