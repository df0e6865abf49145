#pragma once
#ifndef CTGRAD_CONTRACT
#define CTGRAD_CONTRACT(c, m) ((c) ? void() : __builtin_trap())
#endif
