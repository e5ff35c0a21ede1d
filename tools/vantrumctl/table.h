// Plain text for people: aligned columns, and texts from elsewhere made safe for a terminal. Private to vantrumctl.
#ifndef VANTRUM_CTL_TABLE_H
#define VANTRUM_CTL_TABLE_H

#include "vantrum/base.h"

#include <stdio.h>

// One line: line ends and tabs become spaces, other control characters, direction overrides and broken bytes '?'.
void vr_ctl_print_clean(FILE *out, const char *text);

// Rows of cells, printed with a heading once all are there: every column as wide as its widest cell.
struct vr_ctl_table {
	size_t columns;
	char **cells; // owned; the heading's first
	size_t count, room;
};

// The heading's cells; NULL ends them.
void vr_ctl_table_init(struct vr_ctl_table *table, ...) __attribute__((sentinel));
void vr_ctl_table_add(struct vr_ctl_table *table, const char *text); // the next cell; NULL is shown as "-"
void vr_ctl_table_print(const struct vr_ctl_table *table, FILE *out);
void vr_ctl_table_release(struct vr_ctl_table *table);

// An RFC 3339 time as this machine's local time, "2026-11-22 08:30"; as it is when it is no time; NULL for NULL.
#define VR_CTL_TIME_TEXT 64
const char *vr_ctl_local_time(const char *text, char out[VR_CTL_TIME_TEXT]);

#endif
