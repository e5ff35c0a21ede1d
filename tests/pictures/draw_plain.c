// Draws the slides that no programme brings, for their reference pictures: the idle one, the problem slide with fixed
// contents, since a screen's own has the addresses of its machine, and the one that says which screen it is.
//   draw_plain idle|problem|identity|identity-long WIDTHxHEIGHT FILE.png THEME
#include "app/stage.h"

#include <stdio.h>
#include <string.h>

static bool nothing(void *context, const char *sha256)
{
	(void)context;
	(void)sha256;
	return false;
}

static bool no_bytes(void *context, const char *sha256, struct vr_buffer *out, struct vr_error *error)
{
	(void)context;
	(void)out;
	return vr_fail(error, VR_NOT_FOUND, "no picture %s", sha256);
}

static bool paint(struct stage *stage, const char *kind, struct vr_pixels *pixels, struct vr_error *error)
{
	static const struct vr_problem problem = {
	        .title = "The configuration has mistakes",
	        .screen_id = "ekbacken-entrance",
	        .addresses = "eth0 192.0.2.17\nwlan0 2001:db8::17\n",
	        .hub = "https://hub.example.org",
	        .details = "/boot/firmware/vantrum.conf:4: no key \"tokn\" in [hub]; did you mean \"token\"?\n"
	                   "/boot/firmware/vantrum.conf:7: rotate must be 0, 90, 180 or 270, not 45\n",
	        .version = "0.1.0",
	};
	static const struct vr_identity identity = {
	        .screen_id = "ekbacken-entrance", .area = "Väntrum B, plan 2", .clinic = "Ekbackens vårdcentral"};
	static const struct vr_identity identity_long = {
	        .screen_id = "ekbackens-vardcentral_hus-3.plan-2_vantrum-b_skarm-vid-fonstret2",
	        .area = "Väntrum B vid laboratoriet och sjukgymnastiken, hus 3, plan 2, till höger om hissarna",
	        .clinic = "Ekbackens vårdcentral med familjecentral, barnmorskemottagning och närakut"};
	static const struct vr_slide idle = {
	        .kind = VR_SLIDE_IDLE, .page = 1, .pages = 1, .clock.hour = -1, .since.hour = -1, .ends.hour = -1};

	if (strcmp(kind, "problem") == 0)
		return vr_stage_paint_problem(stage, &problem, pixels, error);
	if (strcmp(kind, "idle") == 0)
		return vr_stage_paint(stage, &idle, pixels, error);
	if (strcmp(kind, "identity") == 0)
		return vr_stage_paint_identity(stage, &identity, pixels, error);
	if (strcmp(kind, "identity-long") == 0)
		return vr_stage_paint_identity(stage, &identity_long, pixels, error);
	return vr_fail(error, VR_INVALID, "there is no plain slide %s", kind);
}

static bool draw(const char *kind, int width, int height, const char *path, const struct vr_theme *theme,
                 struct vr_error *error)
{
	static const struct vr_config config = {.diagonal_in = 43, .viewing_distance_m = 3};
	struct picture_source source = {.has = nothing, .load = no_bytes};
	struct vr_buffer png;
	struct vr_pixels pixels = {0};
	struct stage *stage;
	bool done;

	if (!vr_stage_create(&config, width, height, &source, (struct vr_wake){0}, &stage, error))
		return false;
	vr_stage_theme(stage, theme);
	vr_buffer_init(&png, 64u << 20);
	done = paint(stage, kind, &pixels, error) && vr_image_encode_png(&pixels, &png, error) &&
	       vr_file_replace(path, png.data, png.length, 0644, error);
	vr_buffer_release(&png);
	vr_pixels_release(&pixels);
	vr_stage_destroy(stage);
	return done;
}

int main(int count, char **arguments)
{
	struct vr_config_problems problems;
	struct vr_error error = {0};
	struct vr_theme theme;
	int width, height;

	if (count != 5 || sscanf(arguments[2], "%dx%d", &width, &height) != 2) {
		fputs("usage: draw_plain idle|problem|identity|identity-long WIDTHxHEIGHT FILE.png THEME\n", stderr);
		return 2;
	}
	vr_config_problems_init(&problems);
	if (!vr_theme_load(arguments[4], &theme, &problems)) {
		fputs(vr_buffer_string(&problems.text), stderr);
		return 1;
	}
	if (draw(arguments[1], width, height, arguments[3], &theme, &error))
		return 0;
	fprintf(stderr, "draw_plain: %s\n", error.what);
	return 1;
}
