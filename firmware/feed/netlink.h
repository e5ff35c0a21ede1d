// Tells when a network link comes up, so that nobody waits out a back-off for a cable that is back.
#ifndef VANTRUM_FEED_NETLINK_H
#define VANTRUM_FEED_NETLINK_H

#include <stdbool.h>
#include <stddef.h>

// A non-blocking descriptor that can be read when links, addresses or routes change; -1: there is none here, which
// only means longer waits.
int vr_netlink_open(void);

// Reads all that waits; true when something came up.
bool vr_netlink_came_up(int fd);

// Whether these messages say that a link, address or route came.
bool vr_netlink_says_up(const void *bytes, size_t length);

#endif
