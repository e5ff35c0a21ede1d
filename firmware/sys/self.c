#include "vantrum/sys.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <unistd.h>

int64_t vr_sys_memory_kib(void)
{
	FILE *file = fopen("/proc/self/statm", "re");
	if (!file)
		return 0;
	long long pages = 0;
	if (fscanf(file, "%*s %lld", &pages) != 1)
		pages = 0;
	fclose(file);
	return (int64_t)pages * (sysconf(_SC_PAGESIZE) / 1024);
}

// The address in text; "" for what a technician cannot reach the screen by.
static void write_address(const struct sockaddr *address, char out[INET6_ADDRSTRLEN])
{
	out[0] = '\0';
	if (address->sa_family == AF_INET) {
		const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)address;
		inet_ntop(AF_INET, &v4->sin_addr, out, INET6_ADDRSTRLEN);
	} else if (address->sa_family == AF_INET6) {
		const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)address;
		if (!IN6_IS_ADDR_LINKLOCAL(&v6->sin6_addr))
			inet_ntop(AF_INET6, &v6->sin6_addr, out, INET6_ADDRSTRLEN);
	}
}

void vr_sys_addresses(struct vr_buffer *out)
{
	struct ifaddrs *all;
	if (getifaddrs(&all) != 0)
		return;
	for (const struct ifaddrs *one = all; one; one = one->ifa_next) {
		char text[INET6_ADDRSTRLEN];
		if (!one->ifa_addr || !(one->ifa_flags & IFF_UP) || (one->ifa_flags & IFF_LOOPBACK))
			continue;
		write_address(one->ifa_addr, text);
		if (text[0])
			vr_buffer_format(out, "%s %s\n", one->ifa_name, text);
	}
	freeifaddrs(all);
}
