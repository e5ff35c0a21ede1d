#include "hotplug.h"
#include "manager.h"
#include "output.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define HEADLESS_WIDTH 1920
#define HEADLESS_HEIGHT 1080
// The smallest limit of the boards in use; larger ones are asked for theirs, but gain nothing.
#define TEXTURE_SIDE 2048
#define HOTPLUG_EVERY (2 * VR_SECOND)

struct vr_gfx {
	SDL_Window *window;     // NULL: headless
	struct vr_tiles *tiles; // NULL: the window has a surface
	int rotate;
	bool fullscreen;
	int displays; // those that SDL knew at the start, and where the first one was
	SDL_Rect display;
	int width, height; // of the picture as read
	uint64_t frames;
	char driver[64];
	bool watches_plug; // KMSDRM
	struct vr_hotplug hotplug;
	struct vr_mono plug_looked_at;
};

// What SDL's libraries would do at each start for somebody who types: libX11 parses half a megabyte of dead keys, and
// libdbus starts a session's bus where there is no session.
static void set_environment(void)
{
	setenv("XCOMPOSEFILE", "/dev/null", 0);
	if (!getenv("XDG_RUNTIME_DIR"))
		setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
}

static void set_hints(void)
{
	SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");       // signals are room sys's
	SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0"); // plain memory, not textures behind a surface
	SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
	SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
	SDL_SetHint(SDL_HINT_APP_NAME, "Väntrum");
}

// SDL ends its search for a display at drivers that have none. They are for tests, which name them.
static bool has_display(void)
{
	const char *asked = SDL_GetHint(SDL_HINT_VIDEODRIVER);
	const char *driver = SDL_GetCurrentVideoDriver();
	return (asked && *asked) || (strcmp(driver, "offscreen") != 0 && strcmp(driver, "dummy") != 0);
}

static bool start_video(struct vr_error *error)
{
	set_environment();
	set_hints();
	if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
		return vr_fail(error, VR_NOT_FOUND, "no display: %s; is it on, and may this user open /dev/dri?",
		               SDL_GetError());
	if (has_display())
		return true;
	SDL_QuitSubSystem(SDL_INIT_VIDEO);
	return vr_fail(error, VR_NOT_FOUND,
	               "no display: neither X11, Wayland nor KMSDRM; is it on, and may this user "
	               "open /dev/dri?");
}

static bool is_kmsdrm(void)
{
	return strcmp(SDL_GetCurrentVideoDriver(), "KMSDRM") == 0;
}

static Uint32 window_flags(bool fullscreen)
{
	if (!fullscreen)
		return SDL_WINDOW_ALLOW_HIGHDPI | SDL_WINDOW_RESIZABLE;
	if (strcmp(SDL_GetCurrentVideoDriver(), "x11") == 0 && !vr_manager_present())
		return SDL_WINDOW_BORDERLESS; // as large as the display, which is the same to see
	return SDL_WINDOW_ALLOW_HIGHDPI | SDL_WINDOW_FULLSCREEN_DESKTOP;
}

static bool open_window(struct vr_gfx *gfx, const struct vr_gfx_options *options, struct vr_error *error)
{
	gfx->displays = SDL_GetNumVideoDisplays();
	if (SDL_GetDisplayBounds(0, &gfx->display) != 0)
		return vr_fail(error, VR_NOT_FOUND, "the display says no size: %s", SDL_GetError());
	int width = options->width, height = options->height;
	vr_frame_turn(options->rotate, &width, &height);
	gfx->fullscreen = options->fullscreen || is_kmsdrm();
	if (gfx->fullscreen || width <= 0 || height <= 0) {
		width = gfx->display.w;
		height = gfx->display.h;
	}
	gfx->window = SDL_CreateWindow("Väntrum", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height,
	                               window_flags(gfx->fullscreen));
	if (!gfx->window)
		return vr_fail(error, VR_IO, "no window: %s", SDL_GetError());
	SDL_DisableScreenSaver();
	SDL_StopTextInput(); // nobody types here, and an input method is a process of its own
	SDL_ShowCursor(gfx->fullscreen ? SDL_DISABLE : SDL_ENABLE);
	return true;
}

// A surface where there is plain memory behind it; else a renderer, with GLES first: it is what small boards have.
static bool open_output(struct vr_gfx *gfx, struct vr_error *error)
{
	static const char *const renderers[] = {"opengles2", "opengl", "software"};
	int width, height;
	const char *driver = SDL_GetCurrentVideoDriver();
	if (!is_kmsdrm() && vr_surface_size(gfx->window, &width, &height)) {
		snprintf(gfx->driver, sizeof gfx->driver, "%s software", driver);
		return true;
	}
	for (size_t i = 0; i < VR_COUNT(renderers); i++) {
		struct vr_error reason;
		if (vr_tiles_create(gfx->window, renderers[i], TEXTURE_SIDE, &gfx->tiles, &reason)) {
			snprintf(gfx->driver, sizeof gfx->driver, "%s %s", driver, renderers[i]);
			return true;
		}
		vr_log(VR_LOG_WARNING, "gfx", "%s", reason.what);
	}
	return vr_fail(error, VR_UNSUPPORTED, "neither a surface nor a renderer works on %s", driver);
}

// Takes the size of the picture as read from what the display has now.
static bool measure(struct vr_gfx *gfx)
{
	int width, height;
	bool known =
	        gfx->tiles ? vr_tiles_size(gfx->tiles, &width, &height) : vr_surface_size(gfx->window, &width, &height);
	if (!known || width <= 0 || height <= 0)
		return false;
	vr_frame_turn(gfx->rotate, &width, &height);
	gfx->width = width;
	gfx->height = height;
	return true;
}

static bool open_display(struct vr_gfx *gfx, const struct vr_gfx_options *options, struct vr_error *error)
{
	if (!open_window(gfx, options, error) || !open_output(gfx, error))
		return false;
	if (!measure(gfx))
		return vr_fail(error, VR_IO, "the display says no size: %s", SDL_GetError());
	gfx->watches_plug = is_kmsdrm();
	if (gfx->watches_plug)
		vr_hotplug_init(&gfx->hotplug, "");
	gfx->plug_looked_at = vr_mono_now();
	return true;
}

static void open_headless(struct vr_gfx *gfx, const struct vr_gfx_options *options)
{
	bool sized = options->width > 0 && options->height > 0;
	gfx->width = sized ? options->width : HEADLESS_WIDTH;
	gfx->height = sized ? options->height : HEADLESS_HEIGHT;
	snprintf(gfx->driver, sizeof gfx->driver, "headless");
}

bool vr_gfx_create(const struct vr_gfx_options *options, struct vr_gfx **out, struct vr_error *error)
{
	assert(options->rotate >= 0 && options->rotate < 360 && options->rotate % 90 == 0);
	if (!options->headless && !start_video(error))
		return false;
	struct vr_gfx *gfx = vr_alloc(1, sizeof *gfx);
	gfx->rotate = options->rotate;
	if (options->headless) {
		open_headless(gfx, options);
	} else if (!open_display(gfx, options, error)) {
		if (!gfx->window)
			SDL_QuitSubSystem(SDL_INIT_VIDEO);
		vr_gfx_destroy(gfx);
		return false;
	}
	vr_log(VR_LOG_INFO, "gfx", "%s, %d×%d, turned by %d°", gfx->driver, gfx->width, gfx->height, gfx->rotate);
	*out = gfx;
	return true;
}

void vr_gfx_destroy(struct vr_gfx *gfx)
{
	if (!gfx)
		return;
	vr_tiles_destroy(gfx->tiles);
	if (gfx->window) {
		SDL_DestroyWindow(gfx->window);
		SDL_QuitSubSystem(SDL_INIT_VIDEO);
	}
	free(gfx);
}

void vr_gfx_size(const struct vr_gfx *gfx, int *width, int *height)
{
	*width = gfx->width;
	*height = gfx->height;
}

const char *vr_gfx_driver(const struct vr_gfx *gfx)
{
	return gfx->driver;
}

uint64_t vr_gfx_frames(const struct vr_gfx *gfx)
{
	return gfx->frames;
}

SDL_Window *vr_gfx_window(struct vr_gfx *gfx)
{
	return gfx->window;
}

static bool present(struct vr_gfx *gfx, const struct vr_frame *frame, struct vr_error *error)
{
	bool done = true;
	if (gfx->tiles)
		done = vr_tiles_present(gfx->tiles, frame, error);
	else if (gfx->window)
		done = vr_surface_present(gfx->window, frame, error);
	gfx->frames += done;
	return done;
}

bool vr_gfx_present(struct vr_gfx *gfx, const struct vr_packed *picture, struct vr_error *error)
{
	assert(picture->width == gfx->width && picture->height == gfx->height);
	struct vr_frame frame = {.to = picture, .rotate = gfx->rotate};
	return present(gfx, &frame, error);
}

bool vr_gfx_present_blend(struct vr_gfx *gfx, const struct vr_packed *from, const struct vr_packed *to, unsigned weight,
                          struct vr_error *error)
{
	assert(weight <= 256);
	assert(from->width == gfx->width && from->height == gfx->height);
	assert(to->width == gfx->width && to->height == gfx->height);
	struct vr_frame frame = {.from = from, .to = to, .weight = weight, .rotate = gfx->rotate};
	return present(gfx, &frame, error);
}

static void take_window_event(struct vr_gfx *gfx, Uint8 event, struct vr_gfx_events *events)
{
	int width = gfx->width, height = gfx->height;
	switch (event) {
	case SDL_WINDOWEVENT_SIZE_CHANGED:
	case SDL_WINDOWEVENT_DISPLAY_CHANGED: // another display may have another density
		if (!measure(gfx))
			events->lost = true;
		else if (gfx->width != width || gfx->height != height)
			events->resized = true;
		else
			events->exposed = true; // the surface behind the window is a new one all the same
		break;
	case SDL_WINDOWEVENT_EXPOSED:
	case SDL_WINDOWEVENT_SHOWN:
	case SDL_WINDOWEVENT_RESTORED:
		events->exposed = true;
		break;
	case SDL_WINDOWEVENT_CLOSE:
		events->quit = true;
		break;
	default:
		break;
	}
}

// Some drivers announce the displays that were there all along, so the event alone says nothing.
static bool displays_changed(const struct vr_gfx *gfx)
{
	SDL_Rect now;
	return SDL_GetNumVideoDisplays() != gfx->displays || SDL_GetDisplayBounds(0, &now) != 0 ||
	       !SDL_RectEquals(&now, &gfx->display);
}

static void take_event(struct vr_gfx *gfx, const SDL_Event *event, struct vr_gfx_events *events)
{
	switch (event->type) {
	case SDL_QUIT:
	case SDL_APP_TERMINATING:
		events->quit = true;
		break;
	case SDL_APP_DIDENTERFOREGROUND:
	case SDL_RENDER_TARGETS_RESET:
		events->exposed = true;
		break;
	case SDL_RENDER_DEVICE_RESET: // all textures are gone
		events->lost = true;
		break;
	case SDL_DISPLAYEVENT: // a window follows by itself; the whole screen is opened anew
		events->lost |= gfx->fullscreen && displays_changed(gfx);
		break;
	case SDL_WINDOWEVENT:
		take_window_event(gfx, event->window.event, events);
		break;
	default:
		break;
	}
}

void vr_gfx_pump(struct vr_gfx *gfx, struct vr_gfx_events *events)
{
	*events = (struct vr_gfx_events){0};
	if (!gfx->window)
		return;
	SDL_Event event;
	while (SDL_PollEvent(&event))
		take_event(gfx, &event, events);
	struct vr_mono now = vr_mono_now();
	if (gfx->watches_plug && now.ms - gfx->plug_looked_at.ms >= HOTPLUG_EVERY) {
		gfx->plug_looked_at = now;
		events->lost |= vr_hotplug_changed(&gfx->hotplug);
	}
}
