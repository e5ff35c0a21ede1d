#include "exif.h"
#include "pixels.h"

#include <webp/decode.h>

static bool explain(VP8StatusCode status, struct vr_error *error)
{
	switch (status) {
	case VP8_STATUS_OUT_OF_MEMORY:
		return vr_fail(error, VR_MEMORY, "no memory for a WebP picture: make it smaller");
	case VP8_STATUS_UNSUPPORTED_FEATURE:
		return vr_fail(error, VR_UNSUPPORTED, "WebP of a kind that is not known: save it as PNG or JPEG");
	case VP8_STATUS_NOT_ENOUGH_DATA:
	case VP8_STATUS_SUSPENDED:
		return vr_fail(error, VR_INVALID, "broken WebP (it ends too early): save it anew");
	default:
		return vr_fail(error, VR_INVALID, "broken WebP: save it anew");
	}
}

bool vr_image_decode_webp(const struct vr_image_job *job, struct vr_pixels *out, struct vr_error *error)
{
	WebPDecoderConfig config;
	if (!WebPInitDecoderConfig(&config))
		return vr_fail(error, VR_UNSUPPORTED, "libwebp is of another version than this program was built for");
	VP8StatusCode status = WebPGetFeatures(job->bytes, job->length, &config.input);
	if (status != VP8_STATUS_OK)
		return explain(status, error);
	if (config.input.has_animation)
		return vr_fail(error, VR_UNSUPPORTED,
		               "moving WebP: nothing moves on this screen, save a still picture");
	const int width = config.input.width, height = config.input.height;
	if (!vr_image_size_allowed((uint32_t)width, (uint32_t)height, error))
		return false;
	int to_width, to_height, orientation = vr_exif_of_webp(job->bytes, job->length);
	vr_image_target_turned(width, height, job, orientation, &to_width, &to_height);
	if (!vr_pixels_create(to_width, to_height, out, error))
		return false;
	config.options.use_scaling = to_width != width || to_height != height;
	config.options.scaled_width = to_width;
	config.options.scaled_height = to_height;
	config.output.colorspace = MODE_bgrA;
	config.output.is_external_memory = 1;
	config.output.u.RGBA.rgba = (uint8_t *)out->data;
	config.output.u.RGBA.stride = to_width * 4;
	config.output.u.RGBA.size = (size_t)to_width * (size_t)to_height * 4;
	status = WebPDecode(job->bytes, job->length, &config);
	WebPFreeDecBuffer(&config.output);
	if (status == VP8_STATUS_OK && vr_pixels_turn(out, orientation, error))
		return true;
	vr_pixels_release(out);
	return status != VP8_STATUS_OK && explain(status, error);
}

bool vr_image_webp_is_lossy(const struct vr_image_job *job)
{
	WebPBitstreamFeatures features;
	return WebPGetFeatures(job->bytes, job->length, &features) == VP8_STATUS_OK && features.format == 1;
}
