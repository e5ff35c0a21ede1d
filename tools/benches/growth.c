// What a programme of 10, 100, 1 000 and 10 000 messages costs: reading it, planning a slide, memory beyond the text.
// Prints one line a size: "messages read_ms plan_us_a_slide bytes_beyond_text_a_message".
#include "vantrum/plan.h"
#include "vantrum/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SLIDES 2000
#define REPEATS 3

static double now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

// Appends a programme of n messages in two languages; returns the bytes of their texts.
static size_t write_programme(struct vr_buffer *json, size_t n)
{
	static const char title[] = "Wash your hands",
	                  text[] = "Soap and water for twenty seconds, also between fingers.";
	size_t bytes = 0;

	vr_buffer_text(
	        json,
	        "{\"format\":1,\"sequence\":1,\"languages\":[\"sv\",\"en\"],\"clinic\":{\"id\":\"c\",\"name\":{\"sv\":"
	        "\"Mottagningen\"},\"time_zone\":\"Europe/Stockholm\"},\"messages\":[");
	for (size_t i = 0; i < n; i++) {
		vr_buffer_format(json,
		                 "%s{\"id\":\"m%zu\",\"kind\":\"health\",\"title\":{\"sv\":\"%s\",\"en\":\"%s\"},"
		                 "\"text\":{\"sv\":\"%s\","
		                 "\"en\":\"%s\"}}",
		                 i ? "," : "", i, title, title, text, text);
		bytes += 2 * (sizeof title + sizeof text);
	}
	vr_buffer_text(json, "]}");
	return bytes;
}

static double plan_slides(const struct vr_programme *programme, const struct vr_zone *zone)
{
	struct vr_plan *plan = vr_plan_create();
	struct vr_book *book = vr_book_create();
	struct vr_plan_input input = {.programme = programme, .zone = zone, .book = book};
	struct vr_slide slide;
	double start;

	input.now = (struct vr_now){.mono = {VR_DAY}, .wall = {INT64_C(1796000000) * VR_SECOND}, .trusted = true};
	input.started = input.now.mono;
	vr_plan_next(plan, &input, &slide);
	start = now_ms();
	for (int i = 0; i < SLIDES; i++) {
		int64_t step = slide.until.ms - input.now.wall.ms;

		input.now.wall.ms += step;
		input.now.mono.ms += step;
		vr_plan_next(plan, &input, &slide);
	}
	start = now_ms() - start;
	vr_plan_destroy(plan);
	vr_book_destroy(book);
	return start * 1000 / SLIDES;
}

int main(void)
{
	struct vr_zone *zone;
	struct vr_error error;

	if (!vr_zone_create("Europe/Stockholm", &zone, &error))
		return 1;
	for (size_t n = 10; n <= 10000; n *= 10) {
		const struct vr_programme *programme = NULL;
		struct vr_buffer json;
		double best = 1e9;
		size_t text;

		vr_buffer_init(&json, VR_PROGRAMME_BYTES_MAX);
		text = write_programme(&json, n);
		for (int i = 0; i < REPEATS; i++) {
			double start = now_ms();

			vr_programme_unref(programme);
			if (!vr_wire_programme(json.data, json.length, NULL, &programme, &error)) {
				fprintf(stderr, "%s\n", error.what);
				return 1;
			}
			best = now_ms() - start < best ? now_ms() - start : best;
		}
		printf("%zu %.2f %.2f %zu\n", n, best, plan_slides(programme, zone),
		       (programme->arena.used - text) / n);
		vr_programme_unref(programme);
		vr_buffer_release(&json);
	}
	vr_zone_destroy(zone);
	return 0;
}
