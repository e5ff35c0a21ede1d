// Which arguments an ICU message takes. umsg reads its varargs by the pattern's own word, so a pattern that is wrong
// about them is undefined behaviour: each is read here first, and only the forms that the catalogues need are let in:
// {N} a string, {N, number} and {N, plural, form{…} …} a number, # inside a plural form.
#ifndef VR_LANGUAGE_SIGNATURE_H
#define VR_LANGUAGE_SIGNATURE_H

#include "vantrum/base.h"

#define VR_SIGNATURE_ARGUMENTS 2

enum vr_plural_form {
	VR_PLURAL_ZERO = 1,
	VR_PLURAL_ONE = 2,
	VR_PLURAL_TWO = 4,
	VR_PLURAL_FEW = 8,
	VR_PLURAL_MANY = 16,
	VR_PLURAL_OTHER = 32,
};

struct vr_signature {
	char kinds[VR_SIGNATURE_ARGUMENTS + 1]; // 's', 'n', or ' ' for one that is not used
	bool plural;                            // has a plural argument
	unsigned forms;                         // the forms that each plural argument has
};

// False with VR_INVALID when the pattern is not one of those forms.
bool vr_signature_read(const char *pattern, struct vr_signature *out, struct vr_error *error) VR_MUST_USE;

// The plural form's bit, 0 for a name that CLDR does not know.
unsigned vr_plural_form(const char *name, size_t length);

#endif
