// Personal identity numbers that nobody has been given by this file: the check digit is computed here.
#ifndef VR_TESTS_GUARD_NUMBER_H
#define VR_TESTS_GUARD_NUMBER_H

#include "vantrum/guard.h"

#include <stdio.h>
#include <string.h>

// What makes the sum of a row of digits that ends with it a multiple of ten, every second one doubled.
static inline char check_digit(const char *digits)
{
	unsigned sum = 0;
	size_t length = strlen(digits);
	for (size_t i = 0; i < length; i++) {
		unsigned value = (unsigned)(digits[i] - '0') * ((length - i) % 2 == 1 ? 2 : 1);
		sum += value / 10 + value % 10;
	}
	return (char)('0' + (10 - sum % 10) % 10);
}

// Century, six digits of a date, three of a serial: twelve digits. fits: with the right check digit.
static inline void make_number(const char *century, const char *date, const char *serial, bool fits, char out[13])
{
	char nine[10];
	(void)snprintf(nine, sizeof nine, "%.6s%.3s", date, serial);
	char check = check_digit(nine);
	(void)snprintf(out, 13, "%.2s%s%c", century, nine, fits ? check : (char)('0' + (check - '0' + 1) % 10));
}

// The codes that a text brings, as a set of bits.
static inline unsigned codes_in(const char *text, size_t length)
{
	struct vr_guard_finding found[VR_GUARD_FINDINGS_MAX];
	size_t count = vr_guard_scan(text, length, found, VR_COUNT(found));
	unsigned codes = 0;
	for (size_t i = 0; i < count; i++)
		codes |= 1u << found[i].code;
	return codes;
}

static inline unsigned codes_of(const char *text)
{
	return codes_in(text, strlen(text));
}

#define BLOCKED (1u << VR_GUARD_IDENTITY_NUMBER)
#define TEN_DIGITS (1u << VR_GUARD_TEN_DIGITS)
#define FAILED_CHECK (1u << VR_GUARD_FAILED_CHECK)
#define NUMBER_WORD (1u << VR_GUARD_NUMBER_WORD)
#define NAME_BESIDE_ROOM (1u << VR_GUARD_NAME_BESIDE_ROOM)
#define BIRTH_DATE (1u << VR_GUARD_BIRTH_DATE)
#define CAR_PLATE (1u << VR_GUARD_CAR_PLATE)

#endif
