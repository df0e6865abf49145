// The command line.
#pragma once

#include <charconv>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

namespace digits {

enum class loss_kind { hinge, cross_entropy };

struct options {
    loss_kind loss = loss_kind::hinge;
    int epochs = 30;
    std::uint64_t seed = 42;
    bool help = false;
};

inline constexpr std::string_view usage =
    R"(Trains a network of two layers on handwritten digits, with gradients derived while this program was compiled.

usage: digits [--loss hinge|cross-entropy] [--epochs N] [--seed N]
  --loss    the multiclass hinge loss (default) or the cross-entropy of the softmax
  --epochs  how often every training image is used, 1 to 1000 (default 30)
  --seed    of the random split into training and held-out images, the initial weights and the batches (default 42)
)";

struct usage_error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

template <class Integer>
Integer parsed(std::string_view flag, std::string_view text, Integer smallest, Integer largest) {
    Integer number{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < smallest || number > largest)
        throw usage_error(
            std::string(flag) + " takes a number from " + std::to_string(smallest) + " to " + std::to_string(largest) +
            ", not '" + std::string(text) + "'");
    return number;
}

inline loss_kind parsed_loss(std::string_view text) {
    if (text == "hinge") return loss_kind::hinge;
    if (text == "cross-entropy") return loss_kind::cross_entropy;
    throw usage_error("--loss takes hinge or cross-entropy, not '" + std::string(text) + "'");
}

inline options parse(int count, char const* const* arguments) {
    options o;
    for (int i = 1; i < count; ++i) {
        std::string_view const flag = arguments[i];
        if (flag == "--help" || flag == "-h") {
            o.help = true;
            return o;
        }
        if (flag != "--loss" && flag != "--epochs" && flag != "--seed")
            throw usage_error("unknown option '" + std::string(flag) + "'");
        if (++i == count) throw usage_error(std::string(flag) + " takes a value");
        std::string_view const value = arguments[i];
        if (flag == "--loss")
            o.loss = parsed_loss(value);
        else if (flag == "--epochs")
            o.epochs = parsed(flag, value, 1, 1000);
        else
            o.seed = parsed<std::uint64_t>(flag, value, 0, UINT64_MAX);
    }
    return o;
}

}  // namespace digits
