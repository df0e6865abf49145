// Nothing at all: what starting the compiler costs.
