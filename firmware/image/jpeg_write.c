#include "write.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jerror.h>
#include <jpeglib.h>

// A progressive picture keeps all its coefficients: 15 megapixels need 45 MB.
#define WORKING_MEMORY_MAX (160l << 20)
#define PIECE 65536u

// libjpeg reports errors by longjmp: everything that must be released afterwards lives here, outside the jump's frame.
struct writing {
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;
	struct jpeg_destination_mgr destination;
	jmp_buf jump;
	uint8_t piece[PIECE];
	struct vr_buffer *out;
	struct vr_error *error;
};

static void on_error(j_common_ptr common)
{
	struct writing *writing = common->client_data;
	char text[JMSG_LENGTH_MAX];
	common->err->format_message(common, text);
	bool memory = common->err->msg_code == JERR_OUT_OF_MEMORY || common->err->msg_code == JERR_NO_BACKING_STORE;
	vr_fail(writing->error, memory ? VR_MEMORY : VR_LIMIT, "cannot write the JPEG: %s", text);
	longjmp(writing->jump, 1);
}

static void on_message(j_common_ptr common, int level)
{
	(void)common;
	(void)level;
}

static void begin_piece(j_compress_ptr jpeg)
{
	struct writing *writing = jpeg->client_data;
	writing->destination.next_output_byte = writing->piece;
	writing->destination.free_in_buffer = PIECE;
}

static void add(struct writing *writing, size_t length)
{
	if (vr_buffer_add(writing->out, writing->piece, length))
		return;
	vr_fail(writing->error, VR_LIMIT, "cannot write the JPEG: it is larger than its buffer may be");
	longjmp(writing->jump, 1);
}

static boolean piece_is_full(j_compress_ptr jpeg)
{
	add(jpeg->client_data, PIECE);
	begin_piece(jpeg);
	return TRUE;
}

static void end_piece(j_compress_ptr jpeg)
{
	struct writing *writing = jpeg->client_data;
	add(writing, PIECE - writing->destination.free_in_buffer);
}

static bool write_picture(struct writing *writing, const struct vr_pixels *pixels, int quality)
{
	struct jpeg_compress_struct *jpeg = &writing->jpeg;
	if (setjmp(writing->jump))
		return false;
	jpeg_create_compress(jpeg);
	jpeg->mem->max_memory_to_use = WORKING_MEMORY_MAX;
	jpeg->dest = &writing->destination;
	jpeg->image_width = (JDIMENSION)pixels->width;
	jpeg->image_height = (JDIMENSION)pixels->height;
	jpeg->input_components = 4;
	jpeg->in_color_space = JCS_EXT_BGRX;
	jpeg_set_defaults(jpeg);
	jpeg_set_quality(jpeg, quality, TRUE);
	jpeg_simple_progression(jpeg);
	jpeg_start_compress(jpeg, TRUE);
	while (jpeg->next_scanline < jpeg->image_height) {
		const uint32_t *from = pixels->data + (size_t)jpeg->next_scanline * (size_t)pixels->width;
		JSAMPROW row = (JSAMPROW)(uintptr_t)from; // only read
		jpeg_write_scanlines(jpeg, &row, 1);
	}
	jpeg_finish_compress(jpeg);
	return true;
}

bool vr_jpeg_write(const struct vr_pixels *pixels, int quality, struct vr_buffer *out, struct vr_error *error)
{
	struct writing *writing = vr_alloc(1, sizeof(*writing));
	writing->out = out;
	writing->error = error;
	writing->jpeg.err = jpeg_std_error(&writing->errors);
	writing->jpeg.client_data = writing;
	writing->errors.error_exit = on_error;
	writing->errors.emit_message = on_message;
	writing->destination.init_destination = begin_piece;
	writing->destination.empty_output_buffer = piece_is_full;
	writing->destination.term_destination = end_piece;
	bool ok = write_picture(writing, pixels, quality);
	jpeg_destroy_compress(&writing->jpeg);
	free(writing);
	return ok;
}
