// The parts of the reader that share more than the door shows. Private to config.
#ifndef VR_CONFIG_OPTIONS_H
#define VR_CONFIG_OPTIONS_H

#include "vantrum/config.h"

#define VR_LINE_MAX 1024u // bytes of a line
#define VR_WHAT_MAX 512u  // bytes of a message

// Where an option was last given (path NULL: nowhere), and where the reading of all files ended.
struct vr_option_seen {
	const char *path;
	unsigned line;
	unsigned order; // counts up with each option read, over all files; of the end: files that were read
};

// As vr_options_read, and fills seen (one for each option of the table) and where the reading ended. Problems are not
// closed, so that the caller can add its own.
void vr_options_read_seen(const struct vr_option_table *table, const char *const *paths, size_t path_count,
                          bool required, void *target, struct vr_option_seen *seen, struct vr_option_seen *end,
                          struct vr_config_problems *problems);

// Adds "PATH:LINE: message".
void vr_config_problem(struct vr_config_problems *problems, const char *path, unsigned line, const char *format, ...)
        VR_PRINTF(4, 5);

// Says how many more there were than are listed.
void vr_config_problems_close(struct vr_config_problems *problems);

// Sets an option of the target from its text; false with the reason in what.
bool vr_option_store(const struct vr_option *option, void *target, const char *value, char what[VR_WHAT_MAX]);

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
};

// Returns the number of lines.
unsigned vr_lines_read(const struct vr_buffer *text, const struct vr_lines *to);

#endif
