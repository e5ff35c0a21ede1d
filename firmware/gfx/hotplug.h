// Private: notices on KMSDRM that a display was plugged in or exchanged, which SDL 2 does not.
#ifndef VANTRUM_FIRMWARE_GFX_HOTPLUG_H
#define VANTRUM_FIRMWARE_GFX_HOTPLUG_H

#include "vantrum/base.h"

struct vr_hotplug {
	const char *root; // "" for the real sysfs
	uint64_t seen;    // what the connected displays offered
};

void vr_hotplug_init(struct vr_hotplug *hotplug, const char *root);

// True once when the connected displays or their modes are others than before. A display that only went away is not
// a change until one is back: there is nothing to rebuild for. Reads sysfs, which does not ask the hardware.
bool vr_hotplug_changed(struct vr_hotplug *hotplug);

#endif
