// Private: whether someone manages the windows of the X server.
#ifndef VANTRUM_FIRMWARE_GFX_MANAGER_H
#define VANTRUM_FIRMWARE_GFX_MANAGER_H

#include <stdbool.h>

// Asks the server that DISPLAY names. Without a window manager SDL waits in vain for one to make its window full
// screen, a tenth of a second at the start and at the end.
bool vr_manager_present(void);

#endif
