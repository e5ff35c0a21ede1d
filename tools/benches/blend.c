// One frame of a full-screen fade against copying the same traffic: a blend reads two frames and writes one, which is
// what memcpy does for one and a half. Prints "blend_ms memcpy_ms ratio", medians of pairs taken in turn.
#include "vantrum/paint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WIDTH 1920
#define HEIGHT 1080
#define PAIRS 101

static double now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double median(double *values)
{
	qsort(values, PAIRS, sizeof *values, by_value);
	return values[PAIRS / 2];
}

int main(void)
{
	size_t pixels = (size_t)WIDTH * HEIGHT, half_more = pixels * 3 / 2;
	uint32_t *from = malloc(half_more * 4), *to = malloc(half_more * 4), *out = malloc(pixels * 4);
	double blends[PAIRS], copies[PAIRS];

	if (!from || !to || !out)
		abort();
	memset(from, 0x5a, half_more * 4);
	memset(to, 0xc3, half_more * 4);
	memset(out, 0, pixels * 4);
	for (int i = 0; i < PAIRS; i++) {
		double start = now_ms();

		vr_paint_blend(from, to, (unsigned)(1 + i * 2), WIDTH, HEIGHT, out, WIDTH);
		blends[i] = now_ms() - start;
		start = now_ms();
		memcpy(from, to, half_more * 4);
		copies[i] = now_ms() - start;
	}
	printf("%.3f %.3f %.2f\n", median(blends), median(copies), median(blends) / median(copies));
	free(from);
	free(to);
	free(out);
	return 0;
}
