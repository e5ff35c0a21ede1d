// Room hub: the server's life, from its configuration to SIGTERM.
#ifndef VANTRUM_HUB_SERVE_H
#define VANTRUM_HUB_SERVE_H

#define VR_HUB_CONFIG "/etc/vantrum/hub.conf"

// Serves until SIGTERM, SIGINT or SIGHUP; prints the address, alone on a line, once it listens. Returns the exit code:
// 0 ended, 1 cannot listen or watch, 2 wrong configuration.
int vr_hub_serve(const char *config);

#endif
