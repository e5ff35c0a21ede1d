// Advice to whoever writes a message: what will be hard to read on the wall. Nothing of it stops a message. Pure.
#ifndef VANTRUM_HUB_ADVICE_H
#define VANTRUM_HUB_ADVICE_H

#include "vantrum/model.h"

struct vr_advice {
	char pointer[64];   // within the message: "/text/sv"
	char code[32];      // "long-title", "long-text", "long-sentence", "missing-language", "missing-text", "no-end",
	                    // "no-alt"
	char detail[200];   // one English sentence; the page has its own words by code
	int value, advised; // e.g. 27 words where 20 are advised; 0 where there is no number
};

// Title at most 60 characters and text 240 a language (emergency 32 and 90; characters are code points), sentences of
// at most 20 words (ICU's breaks; one advice for the longest of a text), every language of the programme present, a
// text in each language when there is one in any, an end or a review date, a picture described in each language.
// Returns how many were written, at most max, language by language.
size_t vr_advice(const struct vr_programme *programme, const struct vr_message *message, struct vr_advice *out,
                 size_t max);

#endif
