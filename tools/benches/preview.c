// What a preview costs the hub: all messages of a programme in all their languages at 1920 × 1080, one after another as
// staff would ask, the first of them cold. Prints "first_ms median_ms p95_ms png_ms kib round_ms pss_kib": the PNG's
// share and size are medians, a round is simulated once.
//   bench_preview PROGRAMME MEDIA TIME
#include "hub/preview/preview.h"

#include "vantrum/image.h"
#include "vantrum/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PREVIEWS_MAX 1000
#define PNG_MAX ((size_t)64 << 20)

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

static double part(double *values, size_t count, double share)
{
	qsort(values, count, sizeof *values, by_value);
	return values[(size_t)((double)(count - 1) * share)];
}

static void must(bool good, const struct vr_error *error)
{
	if (good)
		return;
	fprintf(stderr, "%s\n", error->what);
	exit(1);
}

static const struct vr_programme *read_programme(const char *path)
{
	const struct vr_programme *programme = NULL;
	struct vr_buffer json;
	struct vr_error error;

	vr_buffer_init(&json, VR_PROGRAMME_BYTES_MAX);
	must(vr_file_read(path, &json, &error) && vr_wire_programme(json.data, json.length, NULL, &programme, &error),
	     &error);
	vr_buffer_release(&json);
	return programme;
}

// How long the picture's PNG alone takes.
static double encode_ms(const struct vr_buffer *png)
{
	struct vr_pixels pixels;
	struct vr_buffer again;
	struct vr_error error;
	double start;

	vr_buffer_init(&again, PNG_MAX);
	must(vr_image_decode(png->data, png->length, 4096, 4096, true, &pixels, &error), &error);
	start = now_ms();
	must(vr_image_encode_png(&pixels, &again, &error), &error);
	start = now_ms() - start;
	vr_pixels_release(&pixels);
	vr_buffer_release(&again);
	return start;
}

static long pss_kib(void)
{
	char line[256];
	long kib = 0;
	FILE *file = fopen("/proc/self/smaps_rollup", "r");

	while (file && fgets(line, sizeof line, file))
		if (sscanf(line, "Pss: %ld", &kib) == 1)
			break;
	if (file)
		fclose(file);
	return kib;
}

struct measured {
	double whole[PREVIEWS_MAX], encoding[PREVIEWS_MAX], kib[PREVIEWS_MAX];
	size_t count;
};

static void measure(struct vr_preview *preview, const struct vr_programme *programme, struct vr_instant now,
                    struct measured *measured)
{
	const struct vr_preview_screen screen = {.width = 1920, .height = 1080, .diagonal_in = 43, .distance_m = 3};
	struct vr_buffer png;
	struct vr_error error;

	vr_buffer_init(&png, PNG_MAX);
	for (size_t i = 0; i < programme->message_count * programme->language_count; i++) {
		size_t message = i / programme->language_count, language = i % programme->language_count;
		double start = now_ms();
		unsigned pages;

		if (!(programme->messages[message].languages & VR_LANGUAGE_BIT(language)) ||
		    measured->count == PREVIEWS_MAX)
			continue;
		vr_buffer_clear(&png);
		must(vr_preview_message(preview, programme, message, &screen, programme->languages[language], 1, now,
		                        &png, &pages, &error),
		     &error);
		measured->whole[measured->count] = now_ms() - start;
		measured->encoding[measured->count] = encode_ms(&png);
		measured->kib[measured->count++] = (double)png.length / 1024;
	}
	vr_buffer_release(&png);
}

int main(int count, char **arguments)
{
	const struct vr_preview_screen screen = {.width = 1920, .height = 1080, .diagonal_in = 43, .distance_m = 3};
	struct measured *measured = vr_alloc(1, sizeof *measured);
	struct vr_preview *preview = NULL;
	struct vr_instant now;
	struct vr_error error;
	double first, round;

	if (count != 4)
		return 2;
	must(vr_instant_parse(arguments[3], &now, &error), &error);
	const struct vr_programme *programme = read_programme(arguments[1]);
	first = now_ms();
	must(vr_preview_create(arguments[2], &preview, &error), &error);
	first = now_ms() - first; // opening the fonts
	measure(preview, programme, now, measured);
	first += measured->whole[0];
	round = now_ms();
	vr_preview_round(preview, programme, &screen, now);
	round = now_ms() - round;
	printf("%.1f %.1f", first, part(measured->whole, measured->count, 0.5));
	printf(" %.1f %.1f", part(measured->whole, measured->count, 0.95),
	       part(measured->encoding, measured->count, 0.5));
	printf(" %.0f %.1f %ld\n", part(measured->kib, measured->count, 0.5), round, pss_kib());
	vr_preview_destroy(preview);
	vr_programme_unref(programme);
	free(measured);
	return 0;
}
