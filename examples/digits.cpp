// Trains the lecture's network of two layers on handwritten digits. The step of gradient descent is one program, derived,
// simplified and scheduled while this file compiles; what runs is straight-line code and loops over the weights.
#include <ctgrad/ctgrad.hpp>

#include "digits/data.hpp"
#include "digits/drawing.hpp"
#include "digits/network.hpp"
#include "digits/options.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <iostream>
#include <iterator>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace digits {
namespace {

constexpr std::size_t held_out_count = 360;

/// Rates differ because the losses do: where the hinge loss of a sample has a gradient at all, it is of size 1 or more.
constexpr auto hinge_descent = descent(svm_loss);
constexpr float hinge_rate = 0.2F;
constexpr auto softmax_descent = descent(softmax_loss);
constexpr float softmax_rate = 0.5F;
constexpr float rate_decay = 0.95F;  // per epoch

void print_graph_example() {
    constexpr auto x = ctgrad::symbol<"x">;
    constexpr auto y = ctgrad::symbol<"y">;
    constexpr auto z = ctgrad::symbol<"z">;
    constexpr auto f = (x + y) * z;
    auto const [value, g] = ctgrad::value_and_gradient(f, x, y, z)(x = -2.0, y = 5.0, z = -4.0);
    std::cout << "f = " << to_string(f) << " at x = -2, y = 5, z = -4:  f = " << value << "  df/dx = " << g[x]
              << "  df/dy = " << g[y] << "  df/dz = " << g[z] << "\n\n";
}

std::vector<mistake> mistakes_of(network const& n, labelled_images const& data) {
    constexpr auto one = ctgrad::symbol<"x", 1, pixels>;
    std::vector<mistake> mistakes;
    for (std::size_t i = 0; i < data.size(); ++i) {
        auto const s = scores_of<1>(one)(one = data.images[i], W1 = n.W1, b1 = n.b1, W2 = n.W2, b2 = n.b2);
        auto const predicted = static_cast<int>(std::max_element(s.begin(), s.end()) - s.begin());
        if (predicted != data.labels[i]) mistakes.push_back({i, predicted});
    }
    return mistakes;
}

double accuracy(std::vector<mistake> const& mistakes, labelled_images const& data) {
    return 100.0 * (1.0 - static_cast<double>(mistakes.size()) / static_cast<double>(data.size()));
}

struct epoch_result {
    double mean_loss;
    double seconds;
    std::size_t samples;
};

/// Shuffles the images and takes a step with each full batch of them.
template <class Step>
epoch_result train_epoch(Step step, network& n, labelled_images& data, float learning_rate, generator& random) {
    auto const start = std::chrono::steady_clock::now();
    shuffle(data, random);
    std::size_t const batches = data.size() / batch_size;
    float losses = 0.0F;
    for (std::size_t b = 0; b < batches; ++b) {
        std::span const images = std::span(data.images).subspan(b * batch_size).template first<batch_size>();
        std::span const labels = std::span(data.labels).subspan(b * batch_size).template first<batch_size>();
        step(W1 = n.W1, b1 = n.b1, W2 = n.W2, b2 = n.b2, total = losses, X = images, Y = labels, rate = learning_rate);
    }
    std::chrono::duration<double> const elapsed = std::chrono::steady_clock::now() - start;
    return {static_cast<double>(losses) / static_cast<double>(batches), elapsed.count(), batches * batch_size};
}

template <class Step>
void train(
    Step step, float learning_rate, int epochs, network& n, labelled_images& data, labelled_images const& held_out,
    generator& random) {
    double seconds = 0.0;
    for (int epoch = 1; epoch <= epochs; ++epoch) {
        epoch_result const result = train_epoch(step, n, data, learning_rate, random);
        learning_rate *= rate_decay;
        seconds += result.seconds;
        std::printf(
            "epoch %3d  loss %.4f  held-out accuracy %5.1f %%  %9.0f samples/s\n", epoch, result.mean_loss,
            accuracy(mistakes_of(n, held_out), held_out), static_cast<double>(result.samples) / result.seconds);
        std::fflush(stdout);
    }
    constexpr auto c = cost(step);
    std::printf(
        "\ntrained for %.3f s: %.1f %% of the held-out digits are recognised\n"
        "one step on %d samples costs %ld additions, %ld multiplications, %ld divisions, %ld functions,\n"
        "%ld loads and %ld stores, and needs a workspace of %zu bytes\n",
        seconds, accuracy(mistakes_of(n, held_out), held_out), batch_size, c.additions, c.multiplications, c.divisions,
        c.functions, c.loads, c.stores, ctgrad::workspace_bytes<float>(step));
}

void run(options const& o) {
    print_graph_example();

    // The file has the digits of one writer after those of another: in its order, the last ones would be of writers who
    // are not in the training set at all.
    generator random(o.seed);
    labelled_images data = read_digits(CTGRAD_EXAMPLE_DATA "/digits.csv");
    shuffle(data, random);
    labelled_images const held_out = split_off(data, held_out_count);
    auto const n = std::make_unique<network>();
    initialise(*n, random);

    bool const hinge_wanted = o.loss == loss_kind::hinge;
    std::printf(
        "network %d-%d-%d, ReLU, %s loss + L2: %zu training images, %zu held out, batches of %d\n", pixels, hidden,
        classes, hinge_wanted ? "hinge" : "cross-entropy", data.size(), held_out.size(), batch_size);
    if (hinge_wanted)
        train(hinge_descent, hinge_rate, o.epochs, *n, data, held_out, random);
    else
        train(softmax_descent, softmax_rate, o.epochs, *n, data, held_out, random);

    std::vector<mistake> const mistakes = mistakes_of(*n, held_out);
    std::size_t const drawn = std::min<std::size_t>(mistakes.size(), 8);
    std::cout << "\n" << drawn << " of the " << mistakes.size() << " held-out digits that it takes for others:\n";
    draw(std::cout, held_out, std::span(mistakes).first(drawn));
}

}  // namespace
}  // namespace digits

int main(int argc, char** argv) try {
    auto const options = digits::parse(argc, argv);
    if (options.help)
        std::cout << digits::usage;
    else
        digits::run(options);
} catch (digits::usage_error const& e) {
    std::cerr << "digits: " << e.what() << "; see --help\n";
    return 2;
} catch (std::exception const& e) {
    std::cerr << "digits: " << e.what() << "\n";
    return 1;
}
