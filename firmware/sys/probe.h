// Private: what sysfs says, below a root that a test can lay out.
#ifndef VANTRUM_FIRMWARE_SYS_PROBE_H
#define VANTRUM_FIRMWARE_SYS_PROBE_H

// root: "" for the real one. Both look below <root>/sys/class.
const char *vr_probe_panel(const char *root);
double vr_probe_temperature(const char *root);

#endif
