// Room config: INI files → one const struct (contract §4). One table of options is the source of the parser, the
// defaults, the sample file and the manual page. Never fails as a whole: what is wrong is listed and the default stays.
// Any thread.
#ifndef VANTRUM_CONFIG_H
#define VANTRUM_CONFIG_H

#include "vantrum/base.h"

#define VR_CONFIG_STRING 512
#define VR_CONFIG_PROBLEMS_MAX 64
#define VR_CONFIG_FILE_MAX 65536

// As the programme says, or one of its policies whatever it says.
enum vr_screen_languages {
	VR_SCREEN_LANGUAGES_CLINIC,
	VR_SCREEN_LANGUAGES_SEQUENCE,
	VR_SCREEN_LANGUAGES_PAIRED,
	VR_SCREEN_LANGUAGES_SINGLE,
};

enum vr_transition { VR_TRANSITION_FADE, VR_TRANSITION_NONE };

// Where an option was last given (path NULL: nowhere; borrowed from the paths that were read).
struct vr_option_seen {
	const char *path;
	unsigned line;
	unsigned order; // counts up with each option read, over all files; of the end: files that were read
};

struct vr_config {
	char screen_id[VR_CONFIG_STRING];
	char hub_url[VR_CONFIG_STRING]; // "" or without a trailing slash
	char token[VR_CONFIG_STRING];   // from token or token_file; "": none. Never logged
	char token_file[VR_CONFIG_STRING];
	char programme_url[VR_CONFIG_STRING]; // "" or wins over hub_url
	char ca_file[VR_CONFIG_STRING];       // "": the system's
	int poll_s;                           // 1 … 86400
	bool fullscreen;
	int rotate;                // degrees clockwise: 0, 90, 180, 270
	double diagonal_in;        // 5 … 150
	double viewing_distance_m; // 0.5 … 20
	enum vr_transition transition;
	bool reduced_motion;          // cuts instead of fades, at most one a second, and no shift against burn-in
	char theme[VR_CONFIG_STRING]; // light, dark, contrast or the path of a file
	int night_dim;                // percent of the light that is taken away outside opening hours: 0 … 80
	struct vr_option_seen theme_at, night_dim_at; // for what only the theme can tell is wrong
	enum vr_screen_languages languages;
	char language[VR_CONFIG_STRING];  // the one of "single", a tag; "": the clinic's first
	char cache_dir[VR_CONFIG_STRING]; // where no file gives it: $STATE_DIRECTORY, else the default
	int cache_max_mib;
};

// Every problem as "FILE:LINE: message" with the nearest right name; at most VR_CONFIG_PROBLEMS_MAX, then one line
// that says how many more.
struct vr_config_problems {
	struct vr_buffer text; // the lines, each ending in '\n'
	size_t count;
};

void vr_config_problems_init(struct vr_config_problems *problems);
void vr_config_problems_release(struct vr_config_problems *problems);

// Adds "PATH:LINE: message".
void vr_config_problem(struct vr_config_problems *problems, const char *path, unsigned line, const char *format, ...)
        VR_PRINTF(4, 5);

// Reads the files in order, later keys winning; a file that is not there is a problem only when required is true.
// CRLF, a BOM and UTF-16 are accepted. Fills *config with defaults first. Required options that no file gave are
// problems as well, reported at the last file that was read.
void vr_config_read(const char *const *paths, size_t path_count, bool required, struct vr_config *config,
                    struct vr_config_problems *problems);

// The commented sample configuration, made from the table.
void vr_config_sample(struct vr_buffer *out);

// --- for files with options of their own (the hub's, a theme's): the same reader over their own table ---

enum vr_option_type {
	VR_OPTION_STRING,
	VR_OPTION_INT,
	VR_OPTION_NUMBER,
	VR_OPTION_BOOL,
	VR_OPTION_CHOICE,
	VR_OPTION_COLOUR, // #rrggbb into a struct vr_colour; its table says hash_in_values
};

struct vr_option {
	const char *section;
	const char *key;
	enum vr_option_type type;
	size_t offset;        // of the value in the target; strings are char[VR_CONFIG_STRING], choices int
	const char *fallback; // the default, as text; NULL: none
	double least, most;   // for int and number
	// NULL-terminated; a choice's value is the index. An int that has words may be one of them only (0, 90, 180,
	// 270).
	const char *const *words;
	bool (*check)(const char *value, char *what, size_t size); // NULL, or says in what why a string is wrong
	const char *help;                                          // one line for sample and manual; says the unit
	const char *example;                                       // for the sample where there is no default
	bool required; // reported when no file gave it; not in named sections
};

// As vr_config_read for any table. target is filled with the defaults first. named (may be NULL) is called for
// sections of the form [section "name"]; it returns the target of that section, which it fills with
// vr_options_defaults when it is new, or NULL for "no more".
struct vr_option_table {
	const struct vr_option *options;
	size_t count;
	const char *named_section;             // NULL: there are none
	const struct vr_option *named_options; // their section member is ignored
	size_t named_count;
	void *(*named)(void *context, const char *name);
	void *context;
	bool hash_in_values; // "#" begins a comment only at the start of a line
};

void vr_options_read(const struct vr_option_table *table, const char *const *paths, size_t path_count, bool required,
                     void *target, struct vr_config_problems *problems);

// The same for who has more to say of the values: fills seen (one for each option of the table) and where the reading
// ended. Problems are then closed by the caller, once.
void vr_options_read_seen(const struct vr_option_table *table, const char *const *paths, size_t path_count,
                          bool required, void *target, struct vr_option_seen *seen, struct vr_option_seen *end,
                          struct vr_config_problems *problems);

// Says how many more problems there were than are listed.
void vr_config_problems_close(struct vr_config_problems *problems);

// The sections of a commented sample, made from the table: defaults, and examples as comments.
void vr_options_sample(const struct vr_option *table, size_t count, struct vr_buffer *out);

// Fills a target with the defaults of its options.
void vr_options_defaults(const struct vr_option *options, size_t count, void *target);

#endif
