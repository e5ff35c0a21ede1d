// The log: one line an event to standard error (with a syslog priority prefix under systemd), and the last
// VR_LOG_RECORDER bytes kept in memory, so that a problem slide or a crash can show what came before without
// wearing out a memory card. Any thread.
#ifndef VANTRUM_BASE_LOG_H
#define VANTRUM_BASE_LOG_H

#include "vantrum/base/buffer.h"

enum vr_log_level { VR_LOG_ERROR, VR_LOG_WARNING, VR_LOG_INFO, VR_LOG_DEBUG };

#define VR_LOG_RECORDER 65536

// room is the room's name ("feed"). No token, password or message that was blocked may ever be passed.
// Control characters in the text are written as '?'. Longer lines than 1 KiB are cut.
void vr_log(enum vr_log_level level, const char *room, const char *format, ...) VR_PRINTF(3, 4);

// Lines above the level go to the recorder only. Default VR_LOG_INFO.
void vr_log_set_level(enum vr_log_level level);

// Appends the recorder's lines, oldest first.
void vr_log_recent(struct vr_buffer *out);

#endif
