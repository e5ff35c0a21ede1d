// Programmes that are allowed and yet hard to show.
#ifndef VANTRUM_TESTS_SLIDE_HOSTILE_H
#define VANTRUM_TESTS_SLIDE_HOSTILE_H

#include "wall.h"

#define STACKED "ك\u0651\u064e\u0650\u0651\u064f\u0652 "
#define LONG_LINK "https://www.example.org/"

static inline void long_title(struct vr_programme *programme)
{
	add_message(programme, long_text(programme, 200, 7), "Kort.");
}

static inline void title_of_one_word(struct vr_programme *programme)
{
	add_message(programme, long_text(programme, 200, 0), "Kort.");
}

static inline void text_without_a_space(struct vr_programme *programme)
{
	add_message(programme, "Rubrik", long_text(programme, 2000, 0));
}

static inline void long_everything(struct vr_programme *programme)
{
	struct vr_message *message =
	        add_message(programme, long_text(programme, 200, 9), long_text(programme, 2000, 6));

	message->source = long_text(programme, 500, 11);
	message->reviewed_at = (struct vr_date){2026, 9, 1};
	message->picture.href = "picture";
	message->link =
	        (struct vr_link){.href = LONG_LINK, .label = in(programme, ALL_FIVE, long_text(programme, 120, 8))};
}

static inline void one_character(struct vr_programme *programme)
{
	add_message(programme, "A", "b");
}

static inline void title_only(struct vr_programme *programme)
{
	add_message(programme, "Vi har stängt i dag", NULL);
}

static inline void many_paragraphs(struct vr_programme *programme)
{
	add_message(programme, "Rader", repeated(programme, "rad\n\n", 60));
}

static inline void stacked_marks(struct vr_programme *programme)
{
	add_message(programme, repeated(programme, STACKED, 12), repeated(programme, STACKED, 120));
}

static inline void emoji(struct vr_programme *programme)
{
	add_message(programme, "😀 Hej 👩‍👩‍👧 🇸🇪",
	            repeated(programme, "🤧 nys i armvecket 🧼🖐🏽 ", 12));
}

static inline void bidi_controls(struct vr_programme *programme)
{
	add_message(programme, "\u202eRubrik \u2067أهلا 08-123 456 00",
	            repeated(programme, "\u2066\u202b(abc) مرحبا 12:30 ", 30));
}

// Bytes that no Unicode text has: halves of surrogate pairs, cut and overlong sequences.
static inline void broken_bytes(struct vr_programme *programme)
{
	add_message(programme, "Rub\xed\xa0\x80rik \xed\xb0\x80",
	            repeated(programme, "ab\xed\xa0\x80 \xed\xb0\x80 hi \xc0\x80 \xff\xfe gh\xe2\x82 ", 20));
}

static inline void unbalanced_controls(struct vr_programme *programme)
{
	add_message(programme, "\u2069\u2069\u202c Rubrik \u2067\u202d",
	            repeated(programme, "\u202e(a \u2068[12 ر\u2069\u2069) \u202a\u2066b] \u202c\u202c 08-1 ", 24));
}

// Marks on marks in every script that has them.
static inline void towers(struct vr_programme *programme)
{
	add_message(programme, "a\u0301\u0302\u0303\u0304\u0308\u030a\u0306",
	            repeated(programme,
	                     "Z\u0301\u0302\u0327\u0328 ก\u0e34\u0e48\u0e4c\u0e48 क\u093c\u0941\u0902 ሀ\u135f "
	                     "ש\u05b8\u05c1\u05bc\u0592 ",
	                     20));
}

// A pseudo-random character of any script that the fonts have, or of none.
static inline uint32_t any_character(uint32_t *seed)
{
	static const uint32_t starts[] = {0x20,   0x41,   0xc0,   0x300,  0x370,   0x400,   0x531,  0x5d0,  0x600,
	                                  0x620,  0x660,  0x904,  0x93c,  0x985,   0xb85,   0xe01,  0x10d0, 0x1200,
	                                  0x1e00, 0x2000, 0x2010, 0x20a0, 0x2190,  0x2200,  0x2600, 0x3040, 0x4e00,
	                                  0xac00, 0xfb50, 0xfe00, 0xff00, 0x10330, 0x1f300, 0xe0100};
	*seed = *seed * 1664525 + 1013904223;
	if ((*seed >> 28) < 3)
		return ' ';
	return starts[(*seed >> 8) % VR_COUNT(starts)] + (*seed >> 20) % 40;
}

static inline void every_script(struct vr_programme *programme)
{
	char *text = room_for(programme, 2000 * 4 + 1, 1), *title = room_for(programme, 60 * 4 + 1, 1);
	uint32_t seed = 20261124;
	size_t at = 0;

	for (int i = 0; i < 60; i++)
		at += vr_utf8_encode(any_character(&seed), title + at);
	at = 0;
	for (int i = 0; i < 1200; i++)
		at += vr_utf8_encode(any_character(&seed), text + at);
	add_message(programme, title, text);
}

static inline void only_emoji(struct vr_programme *programme)
{
	add_message(programme, "😀😀", "👍👍👍");
}

static inline void long_link(struct vr_programme *programme)
{
	struct vr_message *message = add_message(programme, "Läs mer", "Läs mer om vaccination på webben.");

	message->link.href = repeated(programme, "https://example.org/abcdefghij/", 10);
}

static inline void link_and_picture(struct vr_programme *programme)
{
	struct vr_message *message = add_message(programme, "Tvätta händerna", "Tvål och vatten i 20 sekunder.");

	message->kind = VR_KIND_HEALTH;
	message->link = (struct vr_link){.href = LONG_LINK, .label = in(programme, ALL_FIVE, "Läs mer på example.org")};
	message->picture.href = "picture";
	message->source = "1177";
	message->reviewed_at = (struct vr_date){2026, 9, 1};
}

// Nobody but Swedes can read it: four lines say that the desk explains.
static inline void four_desk_lines(struct vr_programme *programme)
{
	struct vr_message *message =
	        add_message(programme, "Labbet är stängt i dag", "Kom tillbaka i morgon klockan 8.");

	message->priority = VR_PRIORITY_IMPORTANT;
	message->valid_until = (struct vr_instant){INT64_C(1795500000000)};
	message->languages = SV;
	message->title = in(programme, SV, "Labbet är stängt i dag");
	message->text = in(programme, SV, "Kom tillbaka i morgon klockan 8.");
	message->link.href = LONG_LINK;
}

static inline void emergency(struct vr_programme *programme)
{
	struct vr_message *message = add_message(programme, "Lämna huset", "Gå ut genom närmaste dörr. Hjälp andra.");

	message->priority = VR_PRIORITY_EMERGENCY;
}

static inline void long_emergency(struct vr_programme *programme)
{
	struct vr_message *message =
	        add_message(programme, long_text(programme, 200, 8), long_text(programme, 2000, 5));

	message->priority = VR_PRIORITY_EMERGENCY;
}

static inline void drill_without_spaces(struct vr_programme *programme)
{
	struct vr_message *message =
	        add_message(programme, long_text(programme, 200, 0), long_text(programme, 2000, 0));

	message->priority = VR_PRIORITY_EMERGENCY;
	message->drill = true;
}

static inline void one_wait(struct vr_programme *programme)
{
	add_waits(programme, 1, "Drop-in")->span.from = 600;
}

// All states and values that a row can have.
static inline void eight_waits(struct vr_programme *programme)
{
	static const struct vr_window office[] = {{31, 480, 1020}};
	struct vr_wait *waits = add_waits(programme, 8, "Läkare utan tid");

	waits[0].span = (struct vr_span){30, 45, VR_UNIT_MINUTE, VR_BOUND_ABOUT};
	waits[1].span = (struct vr_span){95, -1, VR_UNIT_MINUTE, VR_BOUND_AT_LEAST};
	waits[2].span = (struct vr_span){11, 13, VR_UNIT_WEEK, VR_BOUND_AT_MOST};
	waits[3].accepting = VR_ACCEPTING_NO_NEW;
	waits[4].state = VR_WAIT_CLOSED;
	waits[4].reason = in(programme, ALL_FIVE, "Personalmöte till 13");
	waits[5].state = VR_WAIT_UNAVAILABLE;
	waits[6].span.from = -1;
	waits[6].level = VR_LEVEL_VERY_LONG;
	for (size_t i = 0; i < 8; i++) {
		waits[i].until = (enum vr_wait_until)(i % 4);
		waits[i].care_priority = (enum vr_care_priority)(i % 3);
		waits[i].place = in(programme, ALL_FIVE, i % 2 ? "Dörr B" : "Provtagningen, plan 2, dörr C till höger");
		waits[i].hours = (struct vr_windows){office, 1};
	}
	waits[0].note = in(programme, ALL_FIVE, "Den som är svårast sjuk får hjälp först, oavsett när de kom.");
	waits[7].order = VR_ORDER_TRIAGE;
}

static inline void two_hundred_waits(struct vr_programme *programme)
{
	add_waits(programme, VR_WAITS_MAX, "Kö");
}

static inline void long_names(struct vr_programme *programme)
{
	struct vr_wait *waits = add_waits(programme, 3, long_text(programme, 500, 9));

	waits[1].name = in(programme, ALL_FIVE, long_text(programme, 60, 0));
	waits[2].place = in(programme, ALL_FIVE, long_text(programme, 500, 7));
	waits[2].note = in(programme, ALL_FIVE, long_text(programme, 500, 7));
}

// A clinic that opens anew twelve times a week, with other places to turn to.
static inline void many_hours(struct vr_programme *programme)
{
	struct vr_window *hours = room_for(programme, 12, sizeof *hours);
	struct vr_elsewhere *places = room_for(programme, 8, sizeof *places);

	for (int i = 0; i < 12; i++)
		hours[i] = (struct vr_window){.days = (vr_days)(1 << i / 2),
		                              .from_min = (int16_t)(i % 2 ? 780 : 480),
		                              .until_min = (int16_t)(i % 2 ? 1020 : 720)};
	for (int i = 0; i < 8; i++)
		places[i] = (struct vr_elsewhere){.name = in(programme, ALL_FIVE, "Närakuten vid torget"),
		                                  .phone = "08-123 000 00",
		                                  .hours = {hours, 4}};
	programme->clinic.opening_hours = (struct vr_windows){hours, 12};
	programme->clinic.elsewhere = places;
	programme->clinic.elsewhere_count = 8;
	programme->clinic.calling = in(programme, ALL_FIVE, "Personalen ropar upp ditt könummer. Du kan vänta ute.");
}

static inline void with_page(struct vr_programme *programme)
{
	many_hours(programme);
	programme->clinic.opening_hours.count = 2;
	programme->clinic.elsewhere_count = 1;
	programme->clinic.page = "https://hub.clinic.example/c/ekbacken";
}

static inline void only_page(struct vr_programme *programme)
{
	programme->clinic.page = "https://hub.clinic.example/c/ekbacken";
}

static inline void long_page(struct vr_programme *programme)
{
	const char *address = long_text(programme, 300, 0);
	char *page = room_for(programme, 400, 1);

	snprintf(page, 400, "https://hub.clinic.example/c/%s", address);
	programme->clinic.page = page;
}

static inline void no_hours(struct vr_programme *programme)
{
	programme->clinic.name = in(programme, ALL_FIVE, long_text(programme, 300, 9));
	programme->area = in(programme, ALL_FIVE, long_text(programme, 300, 0));
}

#endif
