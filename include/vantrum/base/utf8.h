// UTF-8 (RFC 3629): no surrogates, no overlong forms, at most U+10FFFF. Pure.
#ifndef VANTRUM_BASE_UTF8_H
#define VANTRUM_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VR_UTF8_BAD UINT32_MAX

// The code point at *at (which must be < length); moves *at past it. A broken byte gives VR_UTF8_BAD and moves by one.
uint32_t vr_utf8_next(const char *text, size_t length, size_t *at);

// The bytes of one code point into out; returns 1–4.
size_t vr_utf8_encode(uint32_t code_point, char out[4]);

bool vr_utf8_valid(const char *text, size_t length);

// Code points; a broken byte counts as one.
size_t vr_utf8_count(const char *text, size_t length);

#endif
