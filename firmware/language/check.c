// What a catalogue still lacks.
#include "locale.h"
#include "signature.h"

#include <string.h>
#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#define NUMBER_MAX 1000

// The forms that a number on the wall can ask for. CLDR knows more: Spanish has one for whole millions.
static unsigned forms_of(const char *tag)
{
	UErrorCode status = U_ZERO_ERROR;
	unsigned forms = 0;
	UPluralRules *rules = uplrules_open(tag, &status);
	for (int halves = 0; halves <= 2 * NUMBER_MAX && U_SUCCESS(status); halves++) {
		UChar wide[16];
		char name[16];
		int32_t length = uplrules_select(rules, halves / 2.0, wide, (int32_t)VR_COUNT(wide), &status);
		u_UCharsToChars(wide, name, U_SUCCESS(status) ? length : 0);
		if (U_SUCCESS(status))
			forms |= vr_plural_form(name, (size_t)length);
	}
	uplrules_close(rules);
	return forms;
}

static void check_dates(const struct vr_catalogue *catalogue, struct vr_buffer *out)
{
	if (vr_locale_known(catalogue->tag))
		return;
	for (size_t i = 0; i < VR_DATE_WORD_COUNT; i++) {
		if (catalogue->dates[i] == NULL)
			vr_buffer_format(out, "%s: missing, and ICU has no dates of this language\n", vr_date_keys[i]);
	}
}

static void check_forms(const struct vr_catalogue *catalogue, struct vr_buffer *out)
{
	unsigned wanted = forms_of(catalogue->tag);
	for (size_t i = 0; i < VR_PHRASE_COUNT; i++) {
		struct vr_signature signature;
		if (catalogue->patterns[i] == NULL || !vr_signature_read(catalogue->patterns[i], &signature, NULL) ||
		    !signature.plural)
			continue;
		if ((wanted & ~signature.forms) != 0)
			vr_buffer_format(out, "%s: lacks a plural form of this language\n", vr_phrase_rows[i].key);
	}
}

bool vr_language_check(const char *tag, struct vr_buffer *out, struct vr_error *error)
{
	struct vr_catalogue *catalogue;
	if (!vr_catalogue_read(tag, &catalogue, out, error))
		return false;
	check_forms(catalogue, out);
	check_dates(catalogue, out);
	vr_catalogue_destroy(catalogue);
	return true;
}
