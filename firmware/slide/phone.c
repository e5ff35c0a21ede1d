#include "phone.h"

#include <qrencode.h>
#include <string.h>

#define QUIET_MODULES 4    // on each side (ISO/IEC 18004)
#define SHARE 5            // of the slide's height is the least that a phone reads from a chair
#define WORDS_PERCENT 45   // of the width, beside the code, are what words need
#define UPRIGHT_PERCENT 75 // of the width of an upright panel, where words stand below

static QRcode *encode(const char *href)
{
	return QRcode_encodeString8bit(href, 0, QR_ECLEVEL_M);
}

// The address without what nobody types.
static const char *address_words(struct canvas *canvas, const char *href)
{
	const char *host = strstr(href, "://");

	return vr_canvas_join(canvas, "\u2066", "", vr_canvas_join(canvas, host ? host + 3 : href, "", "\u2069"));
}

// Where little fits, the address says it all.
static void make_words(struct canvas *canvas, struct phone *phone, int width)
{
	const struct vr_theme *theme = canvas->look->theme;
	const char *words = canvas->crowded ? "" : vr_canvas_say(canvas, VR_PHRASE_ON_YOUR_PHONE);

	phone->words = vr_block_make(canvas, words, canvas->sizes.primary, BLOCK_BOLD | BLOCK_TIGHT, theme->ink, width);
	phone->address = vr_block_make(canvas, address_words(canvas, phone->href), canvas->sizes.fine, BLOCK_TIGHT,
	                               theme->ink, width);
}

static int words_height(const struct phone *phone)
{
	return phone->words.height + phone->address.height;
}

// A long address keeps what a page has room for, beside the code or below it at its smallest.
static void cut_address(struct canvas *canvas, struct phone *phone, int smallest)
{
	int room = canvas->content.h - phone->words.height - (phone->below ? smallest : 0);
	int lines = phone->address.advance ? room / phone->address.advance : 0;

	vr_block_cut(canvas, &phone->address, lines > 1 ? (size_t)lines : 1);
}

static int size_of(const struct phone *phone)
{
	return phone->across * phone->module;
}

struct phone vr_phone_make(struct canvas *canvas, const char *href, int room)
{
	struct phone phone = {.href = href};
	QRcode *code = href ? encode(href) : NULL;
	int least, gap = canvas->sizes.primary / 2, width = canvas->content.w;
	int most = canvas->portrait ? UPRIGHT_PERCENT : 100 - WORDS_PERCENT;

	if (!code)
		return phone;
	phone.across = code->width + 2 * QUIET_MODULES;
	least = (canvas->scene->height / SHARE + code->width - 1) / code->width;
	QRcode_free(code);
	phone.module = room / phone.across > least ? room / phone.across : least;
	while (phone.module > least && size_of(&phone) > width * most / 100)
		phone.module--;
	phone.below = width - size_of(&phone) - gap < width * WORDS_PERCENT / 100;
	make_words(canvas, &phone, phone.below ? width : width - size_of(&phone) - gap);
	cut_address(canvas, &phone, least * phone.across);
	while (phone.below && phone.module > least && size_of(&phone) + words_height(&phone) > room)
		phone.module--;
	phone.height = size_of(&phone);
	if (phone.below)
		phone.height += words_height(&phone);
	else if (words_height(&phone) > phone.height)
		phone.height = words_height(&phone);
	return phone;
}

static void draw_code(struct canvas *canvas, const struct phone *phone, int x, int y)
{
	struct vr_rect box = {x, y, size_of(phone), size_of(phone)};
	QRcode *code = encode(phone->href);

	if (!code)
		return;
	vr_scene_modules(canvas->scene, vr_canvas_mirror(canvas, box), code->data, code->width);
	QRcode_free(code);
}

void vr_phone_draw(struct canvas *canvas, const struct phone *phone, int y)
{
	int x = canvas->content.x, words = y + (phone->height - words_height(phone)) / 2;

	draw_code(canvas, phone, x, y + (phone->below ? 0 : (phone->height - size_of(phone)) / 2));
	if (phone->below)
		words = y + size_of(phone);
	else
		x += size_of(phone) + canvas->sizes.primary / 2;
	vr_block_draw(canvas, &phone->address, x, vr_block_draw(canvas, &phone->words, x, words));
}
