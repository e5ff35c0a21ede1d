// Catalogue files. ICU trusts a pattern about the types of its arguments, so what is let in must be safe to say.
#include "language/catalogue.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/umsg.h>
#include <unicode/ustring.h>

static void say(const char *pattern, const char *arguments)
{
	UChar wide[VR_PATTERN_MAX + 1], said[4096];
	int32_t length = 0;
	UErrorCode status = U_ZERO_ERROR;
	u_strFromUTF8(wide, VR_PATTERN_MAX, &length, pattern, -1, &status);
	UMessageFormat *format = umsg_open(wide, length, "ar", NULL, &status);
	if (U_SUCCESS(status) && arguments[0] == 'n')
		umsg_format(format, said, (int32_t)VR_COUNT(said), &status, 2.0);
	else if (U_SUCCESS(status))
		umsg_format(format, said, (int32_t)VR_COUNT(said), &status, u"one", u"two");
	umsg_close(format);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct vr_catalogue *catalogue;
	vr_log_set_level(VR_LOG_ERROR);
	if (!vr_catalogue_parse("ar", (const char *)bytes, size, &catalogue, NULL, NULL))
		return 0;
	for (size_t i = 0; i < VR_PHRASE_COUNT; i++) {
		if (catalogue->patterns[i] != NULL)
			say(catalogue->patterns[i], vr_phrase_rows[i].arguments);
	}
	vr_catalogue_destroy(catalogue);
	return 0;
}
