#include "netlink.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int vr_netlink_open(void)
{
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
	if (fd < 0)
		return -1;
	struct sockaddr_nl address = {.nl_family = AF_NETLINK,
	                              .nl_groups = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR |
	                                           RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE};
	if (bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0)
		return fd;
	close(fd);
	return -1;
}

static bool message_says_up(const struct nlmsghdr *header, const char *payload, size_t length)
{
	if (header->nlmsg_type == RTM_NEWADDR || header->nlmsg_type == RTM_NEWROUTE)
		return true;
	struct ifinfomsg link;
	if (header->nlmsg_type != RTM_NEWLINK || length < sizeof(link))
		return false;
	memcpy(&link, payload, sizeof(link));
	return (link.ifi_flags & IFF_RUNNING) != 0 && (link.ifi_flags & IFF_LOOPBACK) == 0;
}

bool vr_netlink_says_up(const void *bytes, size_t length)
{
	const char *at = bytes;
	struct nlmsghdr header;
	while (length >= sizeof(header)) {
		memcpy(&header, at, sizeof(header));
		if (header.nlmsg_len < sizeof(header) || header.nlmsg_len > length)
			return false;
		if (message_says_up(&header, at + sizeof(header), header.nlmsg_len - sizeof(header)))
			return true;
		size_t step = NLMSG_ALIGN(header.nlmsg_len);
		if (step >= length)
			return false;
		at += step;
		length -= step;
	}
	return false;
}

bool vr_netlink_came_up(int fd)
{
	char bytes[8192];
	bool up = false;
	ssize_t length;
	while ((length = recv(fd, bytes, sizeof(bytes), 0)) > 0)
		up |= vr_netlink_says_up(bytes, (size_t)length);
	return up;
}
