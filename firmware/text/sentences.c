// Where sentences end inside a line.
#include "vantrum/text.h"

#include <unicode/uchar.h>

#define WORD_LETTERS_MIN 4 // before a full stop: a shorter word may be an abbreviation

struct reader {
	uint32_t ending; // the sign that may have ended a sentence
	int letters;     // of the word before it
	size_t space;    // after it; 0: none yet
	size_t found;
};

static bool is_space(uint32_t c)
{
	return c == ' ' || c == '\t';
}

static bool is_closing(uint32_t c)
{
	int type = u_charType((UChar32)c);
	return c == '"' || type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION;
}

// What follows the space says whether it was the end: a small letter or a digit goes on.
static void judge(struct reader *reader, uint32_t c)
{
	bool goes_on = u_islower((UChar32)c) || u_isdigit((UChar32)c);
	bool abbreviation = reader->ending == '.' && reader->letters < WORD_LETTERS_MIN;
	if (reader->space > 0 && !goes_on && !abbreviation)
		reader->found = reader->space;
	reader->ending = 0;
	reader->space = 0;
}

static void take(struct reader *reader, uint32_t c, size_t at, size_t from)
{
	if (u_hasBinaryProperty((UChar32)c, UCHAR_S_TERM)) {
		reader->ending = c;
		reader->space = 0;
	} else if (reader->ending != 0 && is_space(c)) {
		if (reader->space == 0 && at >= from)
			reader->space = at;
	} else if (reader->ending != 0 && !(reader->space == 0 && is_closing(c))) {
		judge(reader, c);
	}
	if (reader->ending == 0)
		reader->letters = u_isalpha((UChar32)c) ? reader->letters + 1 : 0;
}

size_t vr_text_sentence_end(const char *text, size_t from, size_t to)
{
	struct reader reader = {0};
	for (size_t at = 0; at < to;) {
		size_t begin = at;
		uint32_t c = vr_utf8_next(text, to, &at);
		if (c == VR_UTF8_BAD)
			continue;
		if (u_hasBinaryProperty((UChar32)c, UCHAR_BIDI_CONTROL))
			return 0; // a new line would end what it began
		take(&reader, c, begin, from);
	}
	return reader.found;
}
