#include "qr.h"

#include <qrencode.h>
#include <string.h>

// The host of an address, without "www.": what a person can type.
static const char *address_words(struct canvas *canvas, const char *href)
{
	const char *host = strstr(href, "://");
	struct vr_buffer buffer;
	size_t length;

	host = host ? host + 3 : href;
	if (strncmp(host, "www.", 4) == 0)
		host += 4;
	length = strcspn(host, "/?#");
	vr_buffer_init(&buffer, 512);
	vr_buffer_text(&buffer, "\u2066");
	vr_buffer_add(&buffer, host, length);
	vr_buffer_text(&buffer, "\u2069");
	return vr_canvas_keep(canvas, &buffer);
}

static const char *link_words(struct canvas *canvas, const struct vr_link *link, size_t language)
{
	const char *label = vr_localized_get(&link->label, language);

	if (label)
		return label;
	return vr_canvas_join(canvas, vr_canvas_say(canvas, VR_PHRASE_SCAN_TO_READ), " ",
	                      address_words(canvas, link->href));
}

#define QUIET_MODULES 4 // on each side (ISO/IEC 18004)

struct qr vr_qr_make(struct canvas *canvas, const struct vr_link *link, size_t language, int width)
{
	struct qr qr = {.width = width};
	QRcode *code = link->href ? QRcode_encodeString8bit(link->href, 0, QR_ECLEVEL_M) : NULL;
	int across;

	if (!code)
		return qr;
	across = code->width + 2 * QUIET_MODULES;
	qr.module = (canvas->scene->height / 5 + code->width - 1) / code->width;
	if (qr.module * across > width)
		qr.module = width / across;
	qr.size = qr.module * across;
	QRcode_free(code);
	qr.words = vr_block_make(canvas, link_words(canvas, link, language), canvas->sizes.fine, BLOCK_TIGHT,
	                         canvas->look->theme->ink, width);
	qr.height = qr.size + qr.words.height;
	return qr;
}

void vr_qr_grow(struct qr *qr, int most)
{
	int across = qr->module ? qr->size / qr->module : 0;

	if (!across || most / across <= qr->module)
		return;
	qr->module = most / across;
	qr->size = qr->module * across;
}

void vr_qr_draw(struct canvas *canvas, const struct qr *qr, const struct vr_link *link, int x, int y)
{
	QRcode *code = QRcode_encodeString8bit(link->href, 0, QR_ECLEVEL_M);
	struct vr_rect box = {x, y, qr->size, qr->size};

	if (!code)
		return;
	for (int i = 0; i < code->width * code->width; i++)
		code->data[i] &= 1; // the lowest bit is the colour, the others tell what kind of module it is
	vr_scene_modules(canvas->scene, vr_canvas_mirror(canvas, box), code->data, code->width);
	QRcode_free(code);
	vr_block_draw(canvas, &qr->words, x + (qr->size - qr->words.width) / 2, y + qr->size);
}
