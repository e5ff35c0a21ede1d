#include "advice.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>

#define WORDS_ADVISED 20

struct advising {
	const struct vr_programme *programme;
	const struct vr_message *message;
	struct vr_advice *out;
	size_t max, count;
};

// member and tag make the pointer; tag may be NULL.
static void advise(struct advising *advising, const char *member, const char *tag, const char *code, int value,
                   int advised, const char *detail, ...) VR_PRINTF(7, 8);

static void advise(struct advising *advising, const char *member, const char *tag, const char *code, int value,
                   int advised, const char *detail, ...)
{
	if (advising->count == advising->max)
		return;
	struct vr_advice *advice = &advising->out[advising->count++];
	*advice = (struct vr_advice){.value = value, .advised = advised};
	snprintf(advice->pointer, sizeof(advice->pointer), "/%s%s%s", member, tag != NULL ? "/" : "",
	         tag != NULL ? tag : "");
	snprintf(advice->code, sizeof(advice->code), "%s", code);
	va_list arguments;
	va_start(arguments, detail);
	vsnprintf(advice->detail, sizeof(advice->detail), detail, arguments);
	va_end(arguments);
}

// Words are what has letters, digits or ideographs; spaces and signs are not counted.
static int words_between(UBreakIterator *words, int32_t from, int32_t until)
{
	int count = 0;
	for (int32_t at = ubrk_following(words, from); at != UBRK_DONE && at <= until; at = ubrk_next(words)) {
		if (ubrk_getRuleStatus(words) >= UBRK_WORD_NONE_LIMIT)
			count++;
	}
	return count;
}

static int longest_of(UBreakIterator *sentences, UBreakIterator *words)
{
	int longest = 0;
	int32_t from = ubrk_first(sentences);
	for (int32_t until; (until = ubrk_next(sentences)) != UBRK_DONE; from = until) {
		int count = words_between(words, from, until);
		longest = count > longest ? count : longest;
	}
	return longest;
}

// Words of the longest sentence; 0 where ICU cannot tell.
static int longest_sentence(const char *text, const char *tag)
{
	size_t bytes = strlen(text);
	UErrorCode status = U_ZERO_ERROR;
	int32_t length = 0;
	UChar *wide = vr_alloc(bytes + 1, sizeof(*wide));
	u_strFromUTF8(wide, (int32_t)bytes + 1, &length, text, (int32_t)bytes, &status);
	UBreakIterator *sentences = ubrk_open(UBRK_SENTENCE, tag, wide, length, &status);
	UBreakIterator *words = ubrk_open(UBRK_WORD, tag, wide, length, &status);
	int longest = U_SUCCESS(status) ? longest_of(sentences, words) : 0;
	ubrk_close(words);
	ubrk_close(sentences);
	free(wide);
	return longest;
}

static void advise_on_length(struct advising *advising, const char *member, const char *tag, const char *text)
{
	bool title = strcmp(member, "title") == 0;
	bool emergency = advising->message->priority == VR_PRIORITY_EMERGENCY;
	int advised = title ? (emergency ? 32 : 60) : (emergency ? 90 : 240);
	int length = (int)vr_utf8_count(text, strlen(text));
	if (length > advised)
		advise(advising, member, tag, title ? "long-title" : "long-text", length, advised,
		       "The %s in %s has %d characters; at most %d are read at a glance.", member, tag, length,
		       advised);
	int words = longest_sentence(text, tag);
	if (words > WORDS_ADVISED)
		advise(advising, member, tag, "long-sentence", words, WORDS_ADVISED,
		       "A sentence of the %s in %s has %d words; make two of it, with at most %d each.", member, tag,
		       words, WORDS_ADVISED);
}

static void advise_on_language(struct advising *advising, size_t language)
{
	const struct vr_message *message = advising->message;
	const char *tag = advising->programme->languages[language];
	const char *title = vr_localized_get(&message->title, language);
	const char *text = vr_localized_get(&message->text, language);
	if (title == NULL) {
		advise(advising, "title", tag, "missing-language", 0, 0,
		       "There is no title in %s: who reads only that language will not see this message.", tag);
		return;
	}
	advise_on_length(advising, "title", tag, title);
	if (text != NULL)
		advise_on_length(advising, "text", tag, text);
	else if (message->text.count > 0)
		advise(advising, "text", tag, "missing-text", 0, 0,
		       "There is a title in %s but no text, unlike in other languages.", tag);
	if (message->picture.href != NULL && message->picture.alt.count > 0 &&
	    vr_localized_get(&message->picture.alt, language) == NULL)
		advise(advising, "picture/alt", tag, "no-alt", 0, 0, "The picture is not described in %s.", tag);
}

size_t vr_advice(const struct vr_programme *programme, const struct vr_message *message, struct vr_advice *out,
                 size_t max)
{
	struct advising advising = {.programme = programme, .message = message, .out = out, .max = max};
	for (size_t i = 0; i < programme->language_count; i++)
		advise_on_language(&advising, i);
	if (message->picture.href != NULL && message->picture.alt.count == 0)
		advise(&advising, "picture/alt", NULL, "no-alt", 0, 0,
		       "The picture is not described: say in a few words what it shows.");
	if (message->valid_until.ms == VR_INSTANT_NEVER.ms && message->review_by.year == 0)
		advise(&advising, "valid_until", NULL, "no-end", 0, 0,
		       "The message has no end: it stays until somebody withdraws it.");
	return advising.count;
}
