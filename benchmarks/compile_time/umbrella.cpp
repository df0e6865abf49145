// The header alone: what the other programs of this folder are measured against.
#include <ctgrad/ctgrad.hpp>
