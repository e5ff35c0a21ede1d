// What holds for any text: nothing is wider than the box, nothing is lost, nothing comes twice.
#include "text/fake_metrics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ROUNDS 1500
#define TEXT_MAX 600

static uint32_t seed = 20260901;

static uint32_t roll(uint32_t sides)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % sides;
}

// Whether the character must be found again on exactly one line.
static bool is_kept(uint32_t c)
{
	return fake_face(NULL, c, false) >= 0 && fake_is_wide(c) && u_charType((UChar32)c) != U_SPACE_SEPARATOR &&
	       !u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) && c >= 0x20 &&
	       !(c >= 0x7f && c < 0xa0) && u_charType((UChar32)c) != U_UNASSIGNED;
}

static uint32_t random_character(void)
{
	static const uint32_t odd[] = {
	        '\n',   '\t',   ' ',    0xa0,   0xad,   0x200b, 0x200c, 0x200d,  0x200e,   0x200f,
	        0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068,  0x2069,   0x61c,
	        0x301,  0x308,  0x64b,  0x651,  0x20e3, 0xfe0f, 0xfeff, 0x1f600, 0x10ffff, 0x7,
	        '(',    ')',    '[',    ']',    '+',    '-',    0x2013, ':',     '.',      ',',
	};
	switch (roll(8)) {
	case 0:
		return odd[roll(VR_COUNT(odd))];
	case 1:
		return ' ';
	case 2:
		return 0x621 + roll(0x2a);
	case 3:
		return '0' + roll(10);
	case 4:
		return 0x1200 + roll(0x100);
	default:
		return 'a' + roll(26);
	}
}

static void random_text(char *text)
{
	size_t length = 0;
	for (uint32_t count = roll(TEXT_MAX / 4 - 1); count > 0; count--) {
		if (roll(60) == 0)
			text[length++] = (char)(0x80 + roll(0x80)); // not UTF-8
		else
			length += vr_utf8_encode(random_character(), text + length);
		if (length > TEXT_MAX - 4)
			break;
	}
	text[length] = '\0';
}

static size_t kept_of(const char *text, size_t length, uint32_t *kept)
{
	size_t count = 0;
	for (size_t at = 0; at < length;) {
		uint32_t c = vr_utf8_next(text, length, &at);
		if (c != VR_UTF8_BAD && is_kept(c))
			kept[count++] = c;
	}
	return count;
}

static int by_value(const void *one, const void *other)
{
	uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
	return a < b ? -1 : a > b;
}

static bool holds(const uint32_t *all, size_t count, const uint32_t *part, size_t length)
{
	for (size_t i = 0; i + length <= count; i++) {
		if (memcmp(all + i, part, length * sizeof(*part)) == 0)
			return true;
	}
	return length == 0;
}

// The line shows the characters of its stretch of the source, all of them, each run in the source's order.
static void check_characters(const char *text, const struct vr_text_line *line)
{
	uint32_t wanted[TEXT_MAX], shown[TEXT_MAX];
	size_t wanted_count = kept_of(text + line->from, line->to - line->from, wanted), count = 0;
	bool hyphen_seen = !line->hyphen;
	for (size_t i = 0; i < line->run_count; i++) {
		const struct vr_text_run *run = &line->runs[i];
		size_t length = kept_of(run->text, run->length, shown + count);
		if (!hyphen_seen && !holds(wanted, wanted_count, shown + count, length)) {
			assert_int_equal(run->text[run->length - 1], '-');
			length--;
			hyphen_seen = true;
		}
		assert_true(holds(wanted, wanted_count, shown + count, length));
		count += length;
	}
	if (!hyphen_seen) // the run with it is in the source as well: "a-" before "a-b"
		count = count > wanted_count ? wanted_count : count;
	assert_int_equal(count, wanted_count);
	qsort(wanted, count, sizeof(*wanted), by_value);
	qsort(shown, count, sizeof(*shown), by_value);
	assert_true(!hyphen_seen || memcmp(wanted, shown, count * sizeof(*wanted)) == 0);
}

static void check_line(const struct vr_text_style *style, const struct vr_layout *layout,
                       const struct vr_text_line *line)
{
	int width = 0, x = line->run_count > 0 ? line->runs[0].x : 0;
	for (size_t i = 0; i < line->run_count; i++) {
		const struct vr_text_run *run = &line->runs[i];
		assert_true(run->length > 0 && run->width >= 0);
		assert_true(vr_utf8_valid(run->text, run->length));
		assert_int_equal(run->x, x + width);
		width += run->width;
	}
	assert_int_equal(width, line->width);
	assert_true(!layout->fits || (x >= 0 && x + width <= style->width));
}

static void check(const char *text, const struct vr_text_style *style)
{
	struct vr_arena arena;
	struct vr_layout layout;
	struct vr_error error;
	vr_arena_init(&arena, 4 << 20);
	assert_true(vr_text_layout(text, style, &fake_metrics, &arena, &layout, &error));
	size_t covered = 0, shown = 0;
	uint32_t kept[TEXT_MAX];
	for (size_t i = 0; i < layout.line_count; i++) {
		const struct vr_text_line *line = &layout.lines[i];
		assert_true(line->from >= covered && line->to >= line->from && line->to <= strlen(text));
		covered = line->to;
		shown += kept_of(text + line->from, line->to - line->from, kept);
		check_line(style, &layout, line);
		check_characters(text, line);
	}
	assert_int_equal(shown, kept_of(text, strlen(text), kept));
	if (style->width >= 20 && !style->no_break) // one character, and one with a hyphen, have room
		assert_true(layout.fits);
	vr_arena_release(&arena);
}

static void test_any_text(void **state)
{
	(void)state;
	static const char *const languages[] = {"sv", "ar", "en", "so", "th", "", "not a tag"};
	for (int i = 0; i < ROUNDS; i++) {
		char text[TEXT_MAX + 8];
		random_text(text);
		struct vr_text_style style = {
		        .font = {20, roll(2) == 0},
		        .language = languages[roll(VR_COUNT(languages))],
		        .rtl = roll(2) == 0,
		        .width = 5 + (int)roll(400),
		        .align = (enum vr_align)roll(3),
		        .balance = roll(2) == 0,
		        .no_break = roll(8) == 0,
		};
		check(text, &style);
	}
}

static void test_words_in_any_width(void **state)
{
	(void)state;
	static const char text[] = "Vaccinationsmottagningen har öppet 08:30–16:00 måndag till torsdag. Ring "
	                           "08-123 456 00 eller läs mer på www.vardcentralen.example. "
	                           "Provtagning och sjukgymnastik har egna öppettider.";
	for (int characters = 2; characters < 120; characters++) {
		struct vr_text_style style = {.font = {20, false}, .language = "sv", .width = characters * 10};
		check(text, &style);
		style.balance = true;
		check(text, &style);
	}
}

// Balanced lines: no title ends in a single short word where the line before could have given it another, none is
// longer than without balance, and none has more lines.
static void test_titles_are_balanced(void **state)
{
	(void)state;
	static const char *const words[] = {"Ta",        "en", "nummerlapp", "vid", "dörren", "och",
	                                    "vänta",     "i",  "väntrummet", "nu",  "vaccin", "mot",
	                                    "influensa", "är", "gratis",     "här"};
	for (int i = 0; i < ROUNDS; i++) {
		char text[TEXT_MAX] = "";
		struct vr_text_style style = {.font = {20, true}, .language = "so", .width = 150 + (int)roll(250)};
		struct vr_arena arena;
		struct vr_layout filled, balanced;
		struct vr_error error;
		for (uint32_t count = 3 + roll(8); count > 0; count--) {
			strcat(text, words[roll(VR_COUNT(words))]);
			strcat(text, count > 1 ? " " : "");
		}
		vr_arena_init(&arena, 1 << 20);
		assert_true(vr_text_layout(text, &style, &fake_metrics, &arena, &filled, &error));
		style.balance = true;
		assert_true(vr_text_layout(text, &style, &fake_metrics, &arena, &balanced, &error));
		assert_int_equal(balanced.line_count, filled.line_count);
		size_t lines = balanced.line_count;
		const struct vr_text_line *last = &balanced.lines[lines - 1];
		if (lines >= 2 && lines <= 6 && strchr(text + last->from, ' ') == NULL &&
		    last->width <= style.width / 3) {
			// The word before it is too long to come down, or the line above would be left with next to
			// nothing.
			char *above = text + balanced.lines[lines - 2].from, *end = text + last->from - 1;
			*end = '\0';
			char *word = strrchr(above, ' ');
			int moved = word != NULL ? (int)vr_utf8_count(word + 1, strlen(word + 1)) * 10 : 0;
			assert_true(word == NULL || moved + 10 + last->width > style.width ||
			            strchr(above, ' ') == word ||
			            balanced.lines[lines - 2].width - moved - 10 < style.width / 2);
		}
		vr_arena_release(&arena);
	}
}

static void random_ends(struct vr_text_line *lines, size_t count)
{
	memset(lines, 0, count * sizeof(*lines));
	for (size_t i = 0; i < count; i++) {
		lines[i].ends_clause = roll(3) == 0;
		lines[i].ends_sentence = lines[i].ends_clause && roll(2) == 0;
		lines[i].ends_paragraph = i + 1 == count || roll(6) == 0;
		lines[i].hyphen = !lines[i].ends_clause && roll(4) == 0;
	}
}

static void test_pages_cover_every_line(void **state)
{
	(void)state;
	for (size_t count = 1; count < 40; count++) {
		for (size_t first = 0; first < 6; first++) {
			for (size_t rest = 1; rest < 7; rest++) {
				size_t starts[64], below = roll(4);
				struct vr_text_line lines[40];
				struct vr_layout layout = {.lines = lines, .line_count = count};
				random_ends(lines, count);
				size_t pages = vr_text_pages(&layout, first, rest, below, starts, VR_COUNT(starts));
				size_t needed = count > first ? 1 + (count - first + rest - 1) / rest : 1;
				assert_int_equal(pages, needed);
				assert_int_equal(starts[0], 0);
				for (size_t i = 0; i < pages; i++) {
					size_t end = i + 1 < pages ? starts[i + 1] : count;
					assert_true(end >= starts[i] && (i == 0 || end > starts[i]));
					assert_true(end - starts[i] <= (i == 0 ? first : rest));
				}
				size_t room_before = pages == 2 ? first : rest;
				if (pages > 1 && rest >= 2 && room_before >= 3 && below == 0) {
					const struct vr_text_line *before = &lines[starts[pages - 1] - 1];
					assert_true(count - starts[pages - 1] >= 2 || before->ends_sentence ||
					            before->ends_paragraph);
				}
			}
		}
	}
}

static int cleanup(void **state)
{
	(void)state;
	vr_text_cleanup();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_any_text),
	        cmocka_unit_test(test_words_in_any_width),
	        cmocka_unit_test(test_titles_are_balanced),
	        cmocka_unit_test(test_pages_cover_every_line),
	};
	return cmocka_run_group_tests(tests, NULL, cleanup);
}
