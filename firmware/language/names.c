// What languages call themselves.
#include "locale.h"

#include <unicode/uldnames.h>

#define NAME_MAX_UNITS 128

void vr_say_own_name(const struct vr_language *language, struct vr_buffer *out)
{
	// ICU would answer in the system's language.
	if (!language->known) {
		vr_buffer_text(out, language->tag);
		return;
	}
	// Dari has a name of its own; it is not said to be a Persian of Afghanistan.
	UDisplayContext context[] = {UDISPCTX_DIALECT_NAMES, UDISPCTX_CAPITALIZATION_FOR_BEGINNING_OF_SENTENCE};
	char locale[VR_LOCALE_MAX], resolved[VR_TAG_MAX];
	UChar name[NAME_MAX_UNITS];
	UErrorCode status = U_ZERO_ERROR;
	// As the tag says: the region and calendar that formatting adds are no part of its name.
	uloc_forLanguageTag(vr_tag_resolved(language->tag, resolved), locale, sizeof locale, NULL, &status);
	ULocaleDisplayNames *names = uldn_openForContext(locale, context, VR_COUNT(context), &status);
	int32_t length = uldn_localeDisplayName(names, locale, name, NAME_MAX_UNITS, &status);
	uldn_close(names);
	if (U_SUCCESS(status) && length > 0 && status != U_STRING_NOT_TERMINATED_WARNING)
		vr_add_utf16(out, name, length);
	else
		vr_buffer_text(out, language->tag);
}
