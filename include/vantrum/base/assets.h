// Where the program's own files are: beside an installed program in ../share/vantrum, in the build tree in the
// checkout's assets folder. Found once from /proc/self/exe; no environment variable. Any thread.
#ifndef VANTRUM_BASE_ASSETS_H
#define VANTRUM_BASE_ASSETS_H

#include "vantrum/base/error.h"

#define VR_PATH_MAX 1024

// The path of assets/<name>, e.g. "locale/sv.arb"; VR_NOT_FOUND names every place that was tried.
bool vr_asset_path(const char *name, char out[VR_PATH_MAX], struct vr_error *error) VR_MUST_USE;

#endif
