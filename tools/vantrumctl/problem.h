// What the hub refuses, and what stands between it and us, in words that say what to do. Private to vantrumctl.
#ifndef VANTRUM_CTL_PROBLEM_H
#define VANTRUM_CTL_PROBLEM_H

#include "client.h"

// Says why a call did not go well. Returns VR_CTL_USAGE where the hub found the input wrong (400, 409, 413, 415, 422),
// VR_CTL_FAILED for the rest.
int vr_ctl_problem(const struct vr_ctl_client *client, const char *method, const struct vr_ctl_reply *reply);

#endif
