// On a real X server without a screen: Xvfb, which keeps what it shows in a file. Skipped where it is not installed.
#include "gfx/output.h"
#include "pictures.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

// SDL asks D-Bus to keep the screen saver away, and D-Bus keeps some memory to itself.
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libdbus-1\n";
}

#define XVFB "/usr/bin/Xvfb"

static char folder[] = "/tmp/vantrum-x11-XXXXXX";
static pid_t server;

// Starts Xvfb on a display of its own choosing and puts that into DISPLAY.
static bool start_server(const char *screen)
{
	int pipe_ends[2];
	if (pipe(pipe_ends) != 0)
		return false;
	server = fork();
	if (server == 0) {
		char number[16];
		int nothing = open("/dev/null", O_RDWR);
		snprintf(number, sizeof number, "%d", pipe_ends[1]);
		dup2(nothing, STDOUT_FILENO);
		dup2(nothing, STDERR_FILENO);
		close(pipe_ends[0]);
		// Between two windows it would start afresh by itself, and refuse connections meanwhile.
		execl(XVFB, "Xvfb", "-noreset", "-displayfd", number, "-screen", "0", screen, "-fbdir", folder,
		      "-nolisten", "tcp", (char *)NULL);
		_exit(127);
	}
	close(pipe_ends[1]);
	char line[32] = "", display[40];
	ssize_t length = 0;
	for (ssize_t got = 1; got > 0 && !strchr(line, '\n') && length<31; length += got> 0 ? got : 0)
		got = read(pipe_ends[0], line + length, (size_t)(31 - length));
	close(pipe_ends[0]);
	snprintf(display, sizeof display, ":%d", atoi(line));
	setenv("DISPLAY", display, 1);
	return length > 1;
}

static void stop_server(void)
{
	if (server > 0) {
		kill(server, SIGTERM);
		waitpid(server, NULL, 0);
	}
	server = 0;
}

static uint32_t big_endian(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

// What Xvfb shows: a file in the format of xwd(1).
struct shot {
	struct vr_buffer bytes;
	const unsigned char *pixels;
	size_t line;
	int depth;
};

static void take_shot(struct shot *shot)
{
	char path[VR_PATH_MAX];
	struct vr_error error = {0};
	vr_buffer_init(&shot->bytes, 64 << 20);
	snprintf(path, sizeof path, "%s/Xvfb_screen0", folder);
	if (!vr_file_read(path, &shot->bytes, &error))
		fail_msg("%s", error.what);
	const unsigned char *header = (const unsigned char *)shot->bytes.data;
	shot->depth = (int)big_endian(header + 3 * 4);
	shot->line = big_endian(header + 12 * 4);
	shot->pixels = header + big_endian(header) + big_endian(header + 19 * 4) * 12;
}

static uint32_t shot_pixel(const struct shot *shot, int x, int y)
{
	const unsigned char *row = shot->pixels + (size_t)y * shot->line;
	if (shot->depth == 16) {
		uint16_t value;
		memcpy(&value, row + 2 * x, sizeof value);
		uint32_t r = value >> 11, g = value >> 5 & 63, b = value & 31;
		return r << 19 | g << 10 | b << 3;
	}
	uint32_t value;
	memcpy(&value, row + 4 * x, sizeof value);
	return value & 0xffffff;
}

static void check_glass(const struct vr_pixels *shown, int rotate, uint32_t mask)
{
	struct shot shot;
	take_shot(&shot);
	int width = shown->width, height = shown->height;
	vr_frame_turn(rotate, &width, &height);
	for (int y = 0; y < height; y++) {
		for (int x = 0; x < width; x++) {
			uint32_t expected = turned_pixel(shown, rotate, x, y);
			if ((shot_pixel(&shot, x, y) ^ expected) & mask)
				fail_msg("turned by %d: pixel %d, %d is %06x, not %06x", rotate, x, y,
				         shot_pixel(&shot, x, y), expected & 0xffffff);
		}
	}
	vr_buffer_release(&shot.bytes);
}

static void present_everywhere(uint32_t mask)
{
	for (int rotate = 0; rotate < 360; rotate += 90) {
		const struct vr_gfx_options options = {.fullscreen = true, .rotate = rotate};
		struct vr_gfx *gfx = NULL;
		struct vr_error error = {0};
		struct vr_gfx_events events;
		if (!vr_gfx_create(&options, &gfx, &error))
			fail_msg("%s", error.what);
		assert_string_equal(vr_gfx_driver(gfx), "x11 software");
		vr_gfx_pump(gfx, &events);
		int width, height;
		vr_gfx_size(gfx, &width, &height);
		assert_int_equal(width, rotate % 180 ? 300 : 400);
		assert_int_equal(height, rotate % 180 ? 400 : 300);
		struct vr_pixels from = picture_of(width, height, 21), to = picture_of(width, height, 22);
		struct vr_packed packed_from = packed_of(&from), packed_to = packed_of(&to);
		assert_true(vr_gfx_present(gfx, &packed_from, NULL));
		check_glass(&from, rotate, mask);
		struct vr_pixels between = blend_of(&from, &to, 90);
		assert_true(vr_gfx_present_blend(gfx, &packed_from, &packed_to, 90, NULL));
		check_glass(&between, rotate, mask);
		vr_gfx_destroy(gfx);
		vr_packed_release(&packed_from);
		free(from.data);
		vr_packed_release(&packed_to);
		free(to.data);
		free(between.data);
	}
}

static void an_x_server_shows_every_pixel(void **state)
{
	(void)state;
	if (access(XVFB, X_OK) != 0)
		skip();
	assert_true(start_server("400x300x24"));
	present_everywhere(0xffffff);
}

static void a_panel_of_16_bits_shows_the_nearest_colours(void **state)
{
	(void)state;
	if (access(XVFB, X_OK) != 0)
		skip();
	assert_true(start_server("400x300x16"));
	present_everywhere(0xf8fcf8);
}

static int make_folder(void **state)
{
	(void)state;
	strcpy(folder + strlen(folder) - 6, "XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int clean_up(void **state)
{
	(void)state;
	stop_server();
	char command[VR_PATH_MAX];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	return system(command);
}

int main(void)
{
	unsetenv("SDL_VIDEODRIVER");
	unsetenv("WAYLAND_DISPLAY");
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(an_x_server_shows_every_pixel, make_folder, clean_up),
	        cmocka_unit_test_setup_teardown(a_panel_of_16_bits_shows_the_nearest_colours, make_folder, clean_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
