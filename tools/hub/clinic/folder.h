// A clinic as a folder (contract §5): programme.json and media/{sha256}, into the store and out of it. Beside a running
// hub as well: it sees the change.
#ifndef VANTRUM_HUB_CLINIC_FOLDER_H
#define VANTRUM_HUB_CLINIC_FOLDER_H

#include "clinic.h"

#include <stdio.h>

// Replaces a clinic's words, waits and messages by those of the folder; the clinic is made when there is none of its
// id. Its sequence goes on, its series stays, and a new clinic gets a new one. What screens would set aside is told on
// `told`, a line each, and left out. VR_INVALID: the programme is refused, nothing has changed.
bool vr_clinic_import(struct vr_store *store, const char *media, const char *folder, FILE *told,
                      struct vr_error *error) VR_MUST_USE;

// Writes the clinic as a folder, which may be there already.
bool vr_clinic_export(struct vr_store *store, const char *media, const char *clinic, const char *folder,
                      struct vr_error *error) VR_MUST_USE;

#endif
