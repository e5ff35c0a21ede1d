// The book: how many pages an item takes in a set of languages and how long each page needs to be read.
// Room slide measures, plan reads; an item that was not measured yet is estimated by its characters.
// Not thread-safe; owned by who plans.
#ifndef VANTRUM_MODEL_BOOK_H
#define VANTRUM_MODEL_BOOK_H

#include "vantrum/model/slide.h"

#define VR_BOOK_PAGES_MAX 64

// What a page number counts within: a message, all waits of a measure, the clinic.
struct vr_item {
	enum vr_slide_kind kind; // WAITS, MESSAGE, CLINIC or EMERGENCY
	uint32_t index;          // message index or enum vr_measure; 0 for the clinic
};

struct vr_book_entry {
	uint8_t pages;                      // at least 1
	uint8_t seconds[VR_BOOK_PAGES_MAX]; // time to read each page, 6 … 40
	uint8_t rows[VR_BOOK_PAGES_MAX];    // waits: how many waits stand on each page
	uint8_t lead; // of two languages that do not fit on pages together: how many are the first one's, those of the
	              // second follow; 0: both stand on every page
};

struct vr_book;

struct vr_book *vr_book_create(void);
void vr_book_destroy(struct vr_book *book);

// Forgets everything: after a new programme, size, theme or configuration.
void vr_book_clear(struct vr_book *book);

void vr_book_set(struct vr_book *book, struct vr_item item, vr_language_set languages,
                 const struct vr_book_entry *entry);

// NULL where nothing was measured. Valid until the next set or clear.
const struct vr_book_entry *vr_book_get(const struct vr_book *book, struct vr_item item, vr_language_set languages);

#endif
