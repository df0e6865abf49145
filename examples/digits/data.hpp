// The handwritten digits of examples/data, in the order in which a training run uses them.
#pragma once

#include "random.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace digits {

inline constexpr int side = 8;
inline constexpr int pixels = side * side;
inline constexpr int classes = 10;
inline constexpr int darkest = 16;

using image = std::array<float, pixels>;  // 0 white, 1 black

struct labelled_images {
    std::vector<image> images;
    std::vector<int> labels;

    std::size_t size() const { return images.size(); }
};

/// An integer from 0 to `limit` at the front of `text`, which then starts behind it and the comma that may follow.
inline int read_number(std::string_view& text, int limit) {
    int number = -1;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 0 || number > limit)
        throw std::runtime_error("a number from 0 to " + std::to_string(limit) + " is missing");
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.starts_with(',')) text.remove_prefix(1);
    return number;
}

/// Appends what a line says: 64 pixels from 0 to 16 and a label.
inline void append(labelled_images& data, std::string_view line) {
    image picture;
    for (float& pixel : picture) pixel = static_cast<float>(read_number(line, darkest)) / darkest;
    int const label = read_number(line, classes - 1);
    if (!line.empty()) throw std::runtime_error("text after the label");
    data.images.push_back(picture);
    data.labels.push_back(label);
}

inline labelled_images read_digits(std::string const& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path);
    labelled_images data;
    std::string line;
    while (std::getline(file, line)) {
        try {
            append(data, line);
        } catch (std::runtime_error const& e) {
            throw std::runtime_error(path + ", line " + std::to_string(data.size() + 1) + ": " + e.what());
        }
    }
    return data;
}

/// Brings the images into a random order.
inline void shuffle(labelled_images& data, generator& random) {
    for (std::size_t i = data.size(); i > 1; --i) {
        std::size_t const other = random.below(i);
        std::swap(data.images[i - 1], data.images[other]);
        std::swap(data.labels[i - 1], data.labels[other]);
    }
}

/// Removes the last `count` images and returns them.
inline labelled_images split_off(labelled_images& data, std::size_t count) {
    if (data.size() < count) throw std::runtime_error("too few images");
    auto const kept = static_cast<std::ptrdiff_t>(data.size() - count);
    labelled_images rest{
        {data.images.begin() + kept, data.images.end()}, {data.labels.begin() + kept, data.labels.end()}};
    data.images.resize(data.size() - count);
    data.labels.resize(data.labels.size() - count);
    return rest;
}

}  // namespace digits
