// The parts of the reader that share more than the door shows. Private to config.
#ifndef VR_CONFIG_OPTIONS_H
#define VR_CONFIG_OPTIONS_H

#include "vantrum/config.h"

#define VR_LINE_MAX 1024u // bytes of a line
#define VR_WHAT_MAX 512u  // bytes of a message

// Sets an option of the target from its text; false with the reason in what.
bool vr_option_store(const struct vr_option *option, void *target, const char *value, char what[VR_WHAT_MAX]);

// Says in what which words there are and which one may have been meant; false.
bool vr_option_refuse_word(const char *const *words, size_t count, const char *value, char *what, size_t size);

// A file's bytes as UTF-8: a byte order mark is taken off, UTF-16 converted.
bool vr_config_decode(const struct vr_buffer *bytes, struct vr_buffer *out, struct vr_error *error) VR_MUST_USE;

// Edits (insert, delete, replace, swap of neighbours; case is free) that lead from one word to the other, cut at 64
// bytes.
size_t vr_edit_distance(const char *a, const char *b);

// The nearest of count words got one by one, or NULL when none is near enough to be meant.
const char *vr_nearest(const char *word, const char *(*get)(const void *context, size_t index), const void *context,
                       size_t count);

// What takes the lines of one file, in order.
struct vr_lines {
	// label NULL: [name]. name NULL: a heading that could not be read, which was told as a problem.
	void (*section)(void *context, unsigned line, const char *name, const char *label);
	void (*value)(void *context, unsigned line, const char *key, const char *value);
	void (*problem)(void *context, unsigned line, const char *what);
	void *context;
	bool hash_in_values; // see struct vr_option_table
};

// Returns the number of lines.
unsigned vr_lines_read(const struct vr_buffer *text, const struct vr_lines *to);

#endif
