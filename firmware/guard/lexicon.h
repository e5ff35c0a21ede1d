// Words that say what stands beside them, in Swedish, English and Finnish. Private to guard.
#ifndef VR_GUARD_LEXICON_H
#define VR_GUARD_LEXICON_H

#include "vantrum/base.h"

enum vr_word_sort {
	VR_WORD_ROOM = 1,       // a room, door, desk or queue
	VR_WORD_NO = 2,         // "number", where one stands for a room or a place in a queue
	VR_WORD_IDENTITY = 4,   // a personal identity number
	VR_WORD_PERSONAL = 8,   // the same with "number" behind it
	VR_WORD_BIRTH = 16,     // born, date of birth
	VR_WORD_MONTH = 32,     // a month's name
	VR_WORD_PHONE = 64,     // a telephone number follows
	VR_WORD_NO_NAME = 128,  // begins with a capital and is no person's name
	VR_WORD_NO_PLATE = 256, // three capitals that are no car's
};

// The sorts of a word in lower-case letters without marks; a set, 0 for most.
unsigned vr_word_sorts(const char *word, size_t length);

// For a test: the lists are searched by halves.
bool vr_lexicon_is_sorted(void);

#endif
