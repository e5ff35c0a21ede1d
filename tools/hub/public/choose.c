// Which language a visitor is shown who has not chosen one.
#include "public.h"

#include <string.h>
#include <strings.h>

#define RANGES_MAX 32 // of a header; nobody reads more languages

struct range {
	char tag[VR_LANGUAGE_TAG]; // "*": any
	int quality;               // in thousandths; 0: not this one
};

// "0.8" → 800 (RFC 9110 §12.4.2); what is none is 0.
static int read_quality(const char *text)
{
	int quality = *text == '1' ? 1000 : 0;
	if (*text != '0' && *text != '1')
		return 0;
	if (*text++ == '1' || *text++ != '.')
		return quality;
	for (int step = 100; step > 0 && *text >= '0' && *text <= '9'; step /= 10)
		quality += (*text++ - '0') * step;
	return quality;
}

// One element of the list: a range, and its weight behind a semicolon.
static bool read_range(const char *text, size_t length, struct range *out)
{
	size_t tag = strcspn(text, " \t,;");
	if (tag == 0 || tag >= sizeof out->tag || tag > length)
		return false;
	memcpy(out->tag, text, tag);
	out->tag[tag] = '\0';
	out->quality = 1000;
	const char *weight = memchr(text, ';', length);
	if (!weight)
		return true;
	weight += 1 + strspn(weight + 1, " \t");
	if (strncasecmp(weight, "q=", 2) == 0)
		out->quality = read_quality(weight + 2);
	return true;
}

static size_t read_ranges(const char *accept, struct range ranges[RANGES_MAX])
{
	size_t count = 0;
	while (*accept && count < RANGES_MAX) {
		accept += strspn(accept, " \t,");
		size_t length = strcspn(accept, ",");
		if (length && read_range(accept, length, &ranges[count]))
			count++;
		accept += length;
	}
	return count;
}

static bool starts_with(const char *tag, const char *prefix, size_t length)
{
	return strncasecmp(tag, prefix, length) == 0 && (tag[length] == '\0' || tag[length] == '-');
}

// Whether a range and a language of the programme are the same as far as both are said: "en-US" is well served by "en",
// and "en" by "en-GB"; "sr-Cyrl" is not by "sr-Latn".
static bool fits(const struct range *range, const char *tag)
{
	return starts_with(tag, range->tag, strlen(range->tag)) || starts_with(range->tag, tag, strlen(tag));
}

static int quality_of(const struct range *ranges, size_t count, const char *tag)
{
	int any = 0, near = -1;
	for (size_t i = 0; i < count; i++) {
		if (strcasecmp(ranges[i].tag, tag) == 0)
			return ranges[i].quality;
		if (strcmp(ranges[i].tag, "*") == 0)
			any = ranges[i].quality;
		else if (near < 0 && fits(&ranges[i], tag))
			near = ranges[i].quality;
	}
	return near >= 0 ? near : any;
}

// Where of two languages both are liked as well, the one that is named first.
static size_t place_of(const struct range *ranges, size_t count, const char *tag)
{
	size_t place = 0;
	while (place < count && !fits(&ranges[place], tag))
		place++;
	return place;
}

size_t vr_public_choose(const struct vr_programme *programme, const char *accept)
{
	struct range ranges[RANGES_MAX];
	size_t count = accept ? read_ranges(accept, ranges) : 0;
	size_t best = 0;
	int liked = 0;
	for (size_t i = 0; i < programme->language_count; i++) {
		const char *tag = programme->languages[i];
		int quality = quality_of(ranges, count, tag);
		bool sooner = quality == liked && quality > 0 &&
		              place_of(ranges, count, tag) < place_of(ranges, count, programme->languages[best]);
		if (quality > liked || sooner) {
			best = i;
			liked = quality;
		}
	}
	return best;
}
