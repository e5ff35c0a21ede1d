#include "probe.h"

#include "vantrum/sys.h"

#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The first line of <folder>/<name>; "" when it cannot be read.
static void read_line(const char *folder, const char *name, char *out, size_t room)
{
	char path[VR_PATH_MAX];
	out[0] = '\0';
	if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
		return;
	FILE *file = fopen(path, "re");
	if (!file)
		return;
	if (fgets(out, (int)room, file))
		out[strcspn(out, "\n")] = '\0';
	else
		out[0] = '\0';
	fclose(file);
}

static bool find_folders(const char *root, const char *pattern, glob_t *out)
{
	char path[VR_PATH_MAX];
	return snprintf(path, sizeof path, "%s%s", root, pattern) < (int)sizeof path && glob(path, 0, NULL, out) == 0;
}

enum power { POWER_ABSENT, POWER_UNKNOWN, POWER_OFF, POWER_ON };

static enum power connector_power(const char *connector)
{
	char status[32], enabled[32], dpms[32];
	read_line(connector, "status", status, sizeof status);
	if (strcmp(status, "disconnected") == 0)
		return POWER_ABSENT;
	if (strcmp(status, "connected") != 0)
		return POWER_UNKNOWN;
	read_line(connector, "enabled", enabled, sizeof enabled);
	read_line(connector, "dpms", dpms, sizeof dpms);
	bool dark = strcmp(enabled, "disabled") == 0 || (dpms[0] && strcmp(dpms, "On") != 0);
	return dark ? POWER_OFF : POWER_ON;
}

const char *vr_probe_panel(const char *root)
{
	glob_t connectors;
	if (!find_folders(root, "/sys/class/drm/card*-*", &connectors))
		return "unknown"; // no graphics of the kernel's here
	enum power best = POWER_ABSENT;
	bool any = false;
	for (size_t i = 0; i < connectors.gl_pathc; i++) {
		if (strstr(connectors.gl_pathv[i], "-Writeback-")) // memory, not a display
			continue;
		enum power power = connector_power(connectors.gl_pathv[i]);
		any = true;
		if (power > best)
			best = power;
	}
	globfree(&connectors);
	if (!any || best == POWER_UNKNOWN)
		return "unknown";
	return best == POWER_ON ? "on" : "off";
}

double vr_probe_temperature(const char *root)
{
	glob_t zones;
	double hottest = NAN;
	if (!find_folders(root, "/sys/class/thermal/thermal_zone*", &zones))
		return hottest;
	for (size_t i = 0; i < zones.gl_pathc; i++) {
		char text[32], *end;
		read_line(zones.gl_pathv[i], "temp", text, sizeof text);
		double degrees = (double)strtol(text, &end, 10) / 1000;
		// Some zones answer nonsense while their sensor sleeps.
		bool plausible = end != text && degrees > -50 && degrees < 150;
		if (plausible && !(degrees <= hottest))
			hottest = degrees;
	}
	globfree(&zones);
	return hottest;
}

const char *vr_sys_panel(void)
{
	return vr_probe_panel("");
}

double vr_sys_temperature(void)
{
	return vr_probe_temperature("");
}
