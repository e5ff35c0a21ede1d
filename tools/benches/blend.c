// One frame of a full-screen fade against copying the same traffic: a blend of two whole frames reads two and writes
// one, which is what memcpy does for one and a half. Arguments: PNG files of slides, all of one size; each fades to the
// next. Prints "blend_ms memcpy_ms ratio pack_ms kib": medians of pairs taken in turn of the slowest fade, of packing
// the slide that takes longest, and what the largest takes packed.
#include "vantrum/image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PAIRS 41
#define PACKINGS 9

struct traffic {
	uint32_t *from, *to; // one and a half frames
	size_t bytes;
};

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

static double median(double *values, size_t count)
{
	qsort(values, count, sizeof *values, by_value);
	return values[count / 2];
}

static void fail(const char *path, const char *what)
{
	fprintf(stderr, "bench_blend: %s: %s\n", path, what);
	exit(1);
}

// Packs a file's picture; *slowest and *largest are raised to what it takes.
static struct vr_packed pack_file(const char *path, double *slowest, size_t *largest)
{
	struct vr_buffer bytes;
	struct vr_pixels pixels;
	struct vr_packed packed = {0};
	struct vr_error error;
	double times[PACKINGS], taken;

	vr_buffer_init(&bytes, VR_IMAGE_BYTES_MAX);
	if (!vr_file_read(path, &bytes, &error) ||
	    !vr_image_decode(bytes.data, bytes.length, INT16_MAX, INT16_MAX, true, &pixels, &error))
		fail(path, error.what);
	for (int i = 0; i < PACKINGS; i++) {
		double start = now_ms();

		vr_packed_release(&packed);
		if (!vr_packed_create(&pixels, &packed, &error))
			fail(path, error.what);
		times[i] = now_ms() - start;
	}
	taken = median(times, PACKINGS);
	*slowest = taken > *slowest ? taken : *slowest;
	*largest = packed.bytes > *largest ? packed.bytes : *largest;
	vr_pixels_release(&pixels);
	vr_buffer_release(&bytes);
	return packed;
}

static void measure_fade(const struct vr_packed *from, const struct vr_packed *to, const struct traffic *traffic,
                         uint32_t *out, double *blend, double *copy)
{
	double blends[PAIRS], copies[PAIRS];

	for (int i = 0; i < PAIRS; i++) {
		double start = now_ms();

		for (int y = 0; y < from->height; y++)
			vr_packed_blend(from, to, (unsigned)(1 + i * 6), 0, y, from->width,
			                out + (size_t)y * (size_t)from->width);
		blends[i] = now_ms() - start;
		start = now_ms();
		memcpy(traffic->to, traffic->from, traffic->bytes);
		copies[i] = now_ms() - start;
	}
	*blend = median(blends, PAIRS);
	*copy = median(copies, PAIRS);
}

int main(int argc, char **argv)
{
	struct vr_packed *slides;
	struct traffic traffic;
	double pack_ms = 0, slowest = 0, copied = 1;
	size_t count = (size_t)argc - 1, largest = 0, frame;
	uint32_t *out;

	if (argc < 3)
		fail("arguments", "two slides or more");
	slides = vr_alloc(count, sizeof *slides);
	for (size_t i = 0; i < count; i++)
		slides[i] = pack_file(argv[1 + i], &pack_ms, &largest);
	frame = (size_t)slides[0].width * (size_t)slides[0].height;
	traffic.bytes = frame * 6;
	traffic.from = vr_alloc(1, traffic.bytes);
	traffic.to = vr_alloc(1, traffic.bytes);
	out = vr_alloc(frame, sizeof *out);
	memset(traffic.from, 0x5a, traffic.bytes); // pages of its own, not one of zeros
	memset(out, 0, frame * sizeof *out);
	for (size_t i = 0; i < count; i++) {
		double blend, copy;

		measure_fade(&slides[i], &slides[(i + 1) % count], &traffic, out, &blend, &copy);
		if (blend / copy > slowest / copied) {
			slowest = blend;
			copied = copy;
		}
	}
	printf("%.3f %.3f %.2f %.2f %zu\n", slowest, copied, slowest / copied, pack_ms, largest / 1024);
	for (size_t i = 0; i < count; i++)
		vr_packed_release(&slides[i]);
	free(slides);
	free(traffic.from);
	free(traffic.to);
	free(out);
	return 0;
}
