// What a reader sees in a text: where sentences end inside a line, and how much there is to read.
#include "vantrum/text.h"

#include <string.h>
#include <strings.h>
#include <unicode/uchar.h>

#define WORD_MAX 12 // bytes of an abbreviation

struct reader {
	uint32_t ending; // the sign that may have ended a sentence
	const char *text;
	size_t word, word_end; // bytes of the word before it
	size_t space;          // after it; 0: none yet
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

// A full stop that is part of the word: initials, and what stands before names and numbers.
static bool is_abbreviation(const struct reader *reader)
{
	static const char *const words[] = {"dr", "prof", "st",  "mr", "mrs", "ms", "tel", "nr", "ul",
	                                    "al", "sr",   "sra", "kl", "д-р", "др", "ул",  "тел"};
	size_t length = reader->word_end - reader->word;
	const char *word = reader->text + reader->word;
	if (reader->ending != '.' || length > WORD_MAX)
		return false;
	for (size_t i = 0; i < VR_COUNT(words); i++) {
		if (strlen(words[i]) == length && strncasecmp(words[i], word, length) == 0)
			return true;
	}
	return vr_utf8_count(word, length) <= 1;
}

// What follows the space says whether it was the end: a small letter or a digit goes on.
static void judge(struct reader *reader, uint32_t c)
{
	bool goes_on = u_islower((UChar32)c) || u_isdigit((UChar32)c);
	if (reader->space > 0 && !goes_on && !is_abbreviation(reader))
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
	if (reader->ending != 0)
		return;
	if (!u_isalpha((UChar32)c) && c != '-')
		reader->word = at + 1; // of all that parts words only signs of one byte stand before abbreviations
	else
		reader->word_end = at + (size_t)vr_utf8_encode(c, (char[4]){0});
}

size_t vr_text_sentence_end(const char *text, size_t from, size_t to)
{
	struct reader reader = {.text = text};
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

size_t vr_text_readable(const char *text, size_t length)
{
	size_t count = 0;
	for (size_t at = 0; at < length;) {
		uint32_t c = vr_utf8_next(text, length, &at);
		count += c == VR_UTF8_BAD || !u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
	}
	return count;
}
