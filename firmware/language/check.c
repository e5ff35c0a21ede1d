// What a catalogue still lacks.
#include "catalogue.h"
#include "signature.h"

#include <string.h>
#include <unicode/uenum.h>
#include <unicode/upluralrules.h>

// The forms that CLDR knows for the language.
static unsigned forms_of(const char *tag)
{
	UErrorCode status = U_ZERO_ERROR;
	unsigned forms = 0;
	UPluralRules *rules = uplrules_open(tag, &status);
	UEnumeration *names = uplrules_getKeywords(rules, &status);
	int32_t length = 0;
	const char *name;
	while (U_SUCCESS(status) && (name = uenum_next(names, &length, &status)) != NULL)
		forms |= vr_plural_form(name, (size_t)length);
	uenum_close(names);
	uplrules_close(rules);
	return forms;
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
	vr_catalogue_destroy(catalogue);
	return true;
}
