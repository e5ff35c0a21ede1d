// Scripts: UAX #24 with Common and Inherited resolved to their neighbours and brackets to each other.
#include "analysis.h"

#define BRACKETS_MAX 32

struct open_bracket {
	UChar32 closing;
	UScriptCode script;
};

static bool is_real(UScriptCode script)
{
	return script > USCRIPT_INHERITED && script != USCRIPT_UNKNOWN;
}

static UScriptCode script_at(const struct vr_analysis *a, int32_t at)
{
	UErrorCode status = U_ZERO_ERROR;
	if (a->kinds[at] == VR_UNIT_HIDDEN)
		return USCRIPT_COMMON;
	return uscript_getScript(vr_text_code_point(a, at), &status);
}

// What leading punctuation goes with: the first script of the paragraph, else the language's.
static UScriptCode first_script(const struct vr_analysis *a, int32_t from, int32_t to, const char *language)
{
	for (int32_t i = from; i < to; i++) {
		UScriptCode script = script_at(a, i);
		if (is_real(script))
			return script;
	}
	UScriptCode script = USCRIPT_LATIN;
	UErrorCode status = U_ZERO_ERROR;
	uscript_getCode(language, &script, 1, &status);
	return U_SUCCESS(status) && is_real(script) ? script : USCRIPT_LATIN;
}

// A closing bracket takes the script of its opening one, whatever stands between them.
static UScriptCode common_script(UChar32 c, UScriptCode current, struct open_bracket *stack, int *depth)
{
	int32_t type = u_getIntPropertyValue(c, UCHAR_BIDI_PAIRED_BRACKET_TYPE);
	if (type == U_BPT_OPEN && *depth < BRACKETS_MAX)
		stack[(*depth)++] = (struct open_bracket){u_getBidiPairedBracket(c), current};
	if (type != U_BPT_CLOSE)
		return current;
	for (int i = *depth; i > 0; i--) {
		if (stack[i - 1].closing == c) {
			*depth = i - 1;
			return stack[i - 1].script;
		}
	}
	return current;
}

// Scripts whose letters and marks reach further up and down than Latin ones.
static bool needs_leading(UScriptCode script)
{
	return script == USCRIPT_ARABIC || script == USCRIPT_ETHIOPIC || script == USCRIPT_HEBREW ||
	       script == USCRIPT_DEVANAGARI || script == USCRIPT_THAI;
}

void vr_text_resolve_scripts(struct vr_analysis *a, int32_t from, int32_t to, const char *language)
{
	struct open_bracket stack[BRACKETS_MAX];
	int depth = 0;
	UScriptCode current = first_script(a, from, to, language);
	for (int32_t i = from; i < to; i++) {
		UScriptCode script = script_at(a, i);
		if (is_real(script)) {
			current = script;
			if (needs_leading(script))
				a->tall = true;
		} else {
			script = common_script(vr_text_code_point(a, i), current, stack, &depth);
			if (script != current && is_real(script))
				current = script;
		}
		a->scripts[i] = (int16_t)script;
		if (a->units[i] >= 0xd800 && a->units[i] < 0xdc00)
			a->scripts[++i] = (int16_t)script;
	}
}
