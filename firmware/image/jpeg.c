#include "exif.h"
#include "pixels.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jerror.h>
#include <jpeglib.h>

// A progressive picture keeps all its coefficients: 40 megapixels in the usual sampling need 120 MB.
#define WORKING_MEMORY_MAX (160l << 20)
// Ordinary progressive pictures have ten or so; thousands are made to keep a decoder busy.
#define SCANS_MAX 64

// libjpeg reports errors by longjmp: everything that must be released afterwards lives here, outside the jump's frame.
struct reading {
	struct jpeg_decompress_struct jpeg;
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
	jmp_buf jump;
	bool broken; // data was missing or damaged and libjpeg went on with grey
	const struct vr_image_job *job;
	struct vr_shrink shrink;
	uint8_t *cmyk; // one row, CMYK only
	uint32_t *row;
	struct vr_pixels *out;
	struct vr_error *error;
};

static void on_error(j_common_ptr common)
{
	struct reading *reading = common->client_data;
	char text[JMSG_LENGTH_MAX];
	common->err->format_message(common, text);
	switch (common->err->msg_code) {
	case JERR_OUT_OF_MEMORY:
	case JERR_NO_BACKING_STORE:
		vr_fail(reading->error, VR_MEMORY, "no memory for a JPEG picture: save it smaller or not progressive");
		break;
	case JERR_IMAGE_TOO_BIG:
		vr_fail(reading->error, VR_LIMIT, "JPEG of too many pixels (%s): make it smaller", text);
		break;
	case JERR_SOF_UNSUPPORTED:
	case JERR_ARITH_NOTIMPL:
	case JERR_BAD_PRECISION:
		vr_fail(reading->error, VR_UNSUPPORTED, "JPEG of a rare kind (%s): save it as an ordinary one", text);
		break;
	default:
		vr_fail(reading->error, VR_INVALID, "broken JPEG (%s): save it anew", text);
	}
	longjmp(reading->jump, 1);
}

static void on_message(j_common_ptr common, int level)
{
	struct reading *reading = common->client_data;
	// Strangely placed but complete data is everyday; lost data is not.
	int code = common->err->msg_code;
	if (level < 0 && (code == JWRN_HIT_MARKER || code == JWRN_JPEG_EOF || code == JWRN_HUFF_BAD_CODE ||
	                  code == JWRN_MUST_RESYNC || code == JWRN_BOGUS_PROGRESSION))
		reading->broken = true;
}

static void on_progress(j_common_ptr common)
{
	struct reading *reading = common->client_data;
	if (reading->jpeg.input_scan_number <= SCANS_MAX)
		return;
	vr_fail(reading->error, VR_LIMIT, "JPEG with more than %d scans: save it anew", SCANS_MAX);
	longjmp(reading->jump, 1);
}

static int orientation_of(const struct jpeg_decompress_struct *jpeg)
{
	for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker; marker = marker->next) {
		int orientation = vr_exif_orientation(marker->data, marker->data_length);
		if (orientation != 1)
			return orientation;
	}
	return 1;
}

// Lets libjpeg itself halve the picture while it is still coefficients, as long as the target stays smaller.
static void choose_scale(struct jpeg_decompress_struct *jpeg, int to_width, int to_height)
{
	jpeg->scale_denom = 8;
	for (jpeg->scale_num = 1; jpeg->scale_num < 8; jpeg->scale_num++) {
		jpeg_calc_output_dimensions(jpeg);
		if (jpeg->output_width >= (unsigned)to_width && jpeg->output_height >= (unsigned)to_height)
			return;
	}
}

static void choose_colours(struct jpeg_decompress_struct *jpeg)
{
	bool four = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
	jpeg->out_color_space = four ? JCS_CMYK : JCS_EXT_BGRX;
}

// Adobe's programs store CMYK inverted and say so by their marker; files without it are as written.
static void from_cmyk(const uint8_t *cmyk, bool inverted, uint32_t *row, unsigned width)
{
	for (unsigned x = 0; x < width; x++) {
		uint32_t ink[4];
		for (int c = 0; c < 4; c++)
			ink[c] = inverted ? cmyk[4 * x + (unsigned)c] : 255u - cmyk[4 * x + (unsigned)c];
		uint32_t r = ink[0] * ink[3] / 255, g = ink[1] * ink[3] / 255, b = ink[2] * ink[3] / 255;
		row[x] = UINT32_C(0xff000000) | r << 16 | g << 8 | b;
	}
}

static void read_row(struct reading *reading)
{
	struct jpeg_decompress_struct *jpeg = &reading->jpeg;
	unsigned width = jpeg->output_width;
	JSAMPROW to = reading->cmyk ? reading->cmyk : (JSAMPROW)reading->row;
	if (jpeg_read_scanlines(jpeg, &to, 1) != 1)
		ERREXIT(jpeg, JERR_INPUT_EOF);
	if (reading->cmyk)
		from_cmyk(reading->cmyk, jpeg->saw_Adobe_marker, reading->row, width);
	else
		for (unsigned x = 0; x < width; x++)
			reading->row[x] |= UINT32_C(0xff000000);
	vr_shrink_row(&reading->shrink, reading->row);
}

static bool prepare(struct reading *reading, int *orientation)
{
	struct jpeg_decompress_struct *jpeg = &reading->jpeg;
	const struct vr_image_job *job = reading->job;
	int width = (int)jpeg->image_width, height = (int)jpeg->image_height, to_width, to_height;
	*orientation = orientation_of(jpeg);
	vr_image_target_turned(width, height, job, *orientation, &to_width, &to_height);
	choose_colours(jpeg);
	choose_scale(jpeg, to_width, to_height);
	jpeg_start_decompress(jpeg);
	reading->row = vr_alloc_large(jpeg->output_width, sizeof(*reading->row));
	if (jpeg->out_color_space == JCS_CMYK)
		reading->cmyk = vr_alloc_large(jpeg->output_width, 4);
	if (!reading->row || (jpeg->out_color_space == JCS_CMYK && !reading->cmyk))
		return vr_fail(reading->error, VR_MEMORY, "no memory for a row of %u pixels", jpeg->output_width);
	return vr_shrink_init(&reading->shrink, (int)jpeg->output_width, (int)jpeg->output_height, to_width, to_height,
	                      reading->out, reading->error);
}

static bool read_picture(struct reading *reading, int *orientation)
{
	struct jpeg_decompress_struct *jpeg = &reading->jpeg;
	if (setjmp(reading->jump))
		return false;
	jpeg_create_decompress(jpeg);
	jpeg->mem->max_memory_to_use = WORKING_MEMORY_MAX;
	jpeg->progress = &reading->progress;
	jpeg_mem_src(jpeg, reading->job->bytes, (unsigned long)reading->job->length);
	jpeg_save_markers(jpeg, JPEG_APP0 + 1, 0xffff);
	jpeg_read_header(jpeg, TRUE);
	if (!vr_image_size_allowed(jpeg->image_width, jpeg->image_height, reading->error))
		return false;
	if (!prepare(reading, orientation))
		return false;
	while (jpeg->output_scanline < jpeg->output_height && !reading->broken)
		read_row(reading);
	if (!reading->broken)
		jpeg_finish_decompress(jpeg);
	return !reading->broken || vr_fail(reading->error, VR_INVALID, "broken JPEG (data is missing): save it anew");
}

bool vr_image_decode_jpeg(const struct vr_image_job *job, struct vr_pixels *out, struct vr_error *error)
{
	struct reading reading = {.job = job, .out = out, .error = error};
	int orientation = 1;
	reading.jpeg.err = jpeg_std_error(&reading.errors);
	reading.jpeg.client_data = &reading;
	reading.errors.error_exit = on_error;
	reading.errors.emit_message = on_message;
	reading.progress.progress_monitor = on_progress;
	bool ok = read_picture(&reading, &orientation);
	jpeg_destroy_decompress(&reading.jpeg);
	vr_shrink_release(&reading.shrink);
	free(reading.row);
	free(reading.cmyk);
	ok = ok && vr_pixels_turn(out, orientation, error);
	if (!ok)
		vr_pixels_release(out);
	return ok;
}
