// Images as text, several side by side.
#pragma once

#include "data.hpp"

#include <algorithm>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

namespace digits {

struct mistake {
    std::size_t image;
    int predicted;
};

/// A row of an image, two characters per pixel, which makes it about square.
inline std::string drawn_row(image const& picture, int row) {
    constexpr std::string_view ramp = " .:-=+*#%@";
    std::string text;
    for (int column = 0; column < side; ++column) {
        float const grey = picture[static_cast<std::size_t>(row * side + column)];
        text.append(2, ramp[static_cast<std::size_t>(grey * static_cast<float>(ramp.size() - 1) + 0.5F)]);
    }
    return text;
}

/// Draws images with the digit that each shows and the digit that was predicted, four in a row.
inline void draw(std::ostream& out, labelled_images const& data, std::span<mistake const> mistakes) {
    constexpr std::size_t across = 4;
    constexpr std::size_t width = 2 * side + 4;
    for (std::size_t first = 0; first < mistakes.size(); first += across) {
        auto const shown = mistakes.subspan(first, std::min(across, mistakes.size() - first));
        std::string titles;
        for (mistake const& m : shown) {
            titles.resize((titles.size() + width - 1) / width * width, ' ');
            titles += "  " + std::to_string(data.labels[m.image]) + " taken for " + std::to_string(m.predicted);
        }
        out << "\n" << titles << "\n";
        for (int row = 0; row < side; ++row) {
            for (mistake const& m : shown) out << "  |" << drawn_row(data.images[m.image], row) << "|";
            out << "\n";
        }
    }
}

}  // namespace digits
