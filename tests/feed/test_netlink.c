#include "feed/netlink.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

// Appends a message about a link; returns the new length.
static size_t add(char *out, size_t length, uint16_t type, unsigned flags)
{
	struct nlmsghdr header = {.nlmsg_len = NLMSG_LENGTH(sizeof(struct ifinfomsg)), .nlmsg_type = type};
	struct ifinfomsg link = {.ifi_flags = flags};
	memcpy(out + length, &header, sizeof(header));
	memcpy(out + length + NLMSG_HDRLEN, &link, sizeof(link));
	return length + NLMSG_ALIGN(header.nlmsg_len);
}

static void test_says_up(void **state)
{
	(void)state;
	char bytes[512];
	size_t one = add(bytes, 0, RTM_NEWLINK, IFF_UP);
	assert_false(vr_netlink_says_up(bytes, one)); // no carrier
	size_t two = add(bytes, one, RTM_DELADDR, 0);
	assert_false(vr_netlink_says_up(bytes, two));
	assert_true(vr_netlink_says_up(bytes, add(bytes, two, RTM_NEWLINK, IFF_UP | IFF_RUNNING)));
	assert_true(vr_netlink_says_up(bytes, add(bytes, two, RTM_NEWADDR, 0)));
	assert_true(vr_netlink_says_up(bytes, add(bytes, two, RTM_NEWROUTE, 0)));
	assert_false(vr_netlink_says_up(bytes, add(bytes, two, RTM_NEWLINK, IFF_RUNNING | IFF_LOOPBACK)));
}

static void test_broken_messages(void **state)
{
	(void)state;
	char bytes[512];
	size_t length = add(bytes, 0, RTM_NEWADDR, 0);
	for (size_t cut = 0; cut < length; cut++)
		assert_false(vr_netlink_says_up(bytes, cut));
	((struct nlmsghdr *)(void *)bytes)->nlmsg_len = 0;
	assert_false(vr_netlink_says_up(bytes, length));
	((struct nlmsghdr *)(void *)bytes)->nlmsg_len = UINT32_MAX;
	assert_false(vr_netlink_says_up(bytes, length));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_says_up), cmocka_unit_test(test_broken_messages)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
