#include "vantrum/sys.h"

#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/vantrum-notify-XXXXXX";
static struct sockaddr_un address = {.sun_family = AF_UNIX};
static int service_manager = -1;

static void check_told(const char *expected)
{
	char text[512];
	ssize_t length = recv(service_manager, text, sizeof text - 1, MSG_DONTWAIT);
	assert_true(length > 0);
	text[length] = '\0';
	assert_string_equal(text, expected);
}

static void systemd_is_told(void **state)
{
	(void)state;
	setenv("NOTIFY_SOCKET", address.sun_path, 1);
	vr_sys_ready("showing the cached programme");
	check_told("READY=1\nSTATUS=showing the cached programme");
	vr_sys_status("hub: down\nMAINPID=1");
	check_told("STATUS=hub: down");
	vr_sys_watchdog();
	check_told("WATCHDOG=1");
	vr_sys_stopping();
	check_told("STOPPING=1");
	vr_sys_reloading();
	char text[128] = "";
	assert_true(recv(service_manager, text, sizeof text - 1, MSG_DONTWAIT) > 0);
	long long usec = 0;
	assert_int_equal(sscanf(text, "RELOADING=1\nMONOTONIC_USEC=%lld", &usec), 1);
	assert_true(usec > 0);
	unsetenv("NOTIFY_SOCKET");
	vr_sys_watchdog(); // nobody to tell
}

static void the_watchdog_period_is_halved(void **state)
{
	(void)state;
	unsetenv("WATCHDOG_USEC");
	assert_true(vr_sys_watchdog_ms() == 0);
	setenv("WATCHDOG_USEC", "30000000", 1);
	assert_true(vr_sys_watchdog_ms() == 15000);
	setenv("WATCHDOG_PID", "1", 1); // meant for another process
	assert_true(vr_sys_watchdog_ms() == 0);
	unsetenv("WATCHDOG_PID");
	unsetenv("WATCHDOG_USEC");
}

static bool readable(int fd)
{
	struct pollfd one = {.fd = fd, .events = POLLIN};
	return poll(&one, 1, 0) == 1;
}

static void signals_come_through_the_descriptor(void **state)
{
	(void)state;
	int fd;
	assert_true(vr_sys_signals(&fd, NULL));
	assert_int_equal(vr_sys_signal(fd), VR_SIGNAL_NONE);
	kill(getpid(), SIGHUP);
	assert_true(readable(fd));
	assert_int_equal(vr_sys_signal(fd), VR_SIGNAL_RELOAD);
	kill(getpid(), SIGTERM);
	assert_int_equal(vr_sys_signal(fd), VR_SIGNAL_END);
	kill(getpid(), SIGINT);
	assert_int_equal(vr_sys_signal(fd), VR_SIGNAL_END);
	assert_int_equal(vr_sys_signal(fd), VR_SIGNAL_NONE);
	assert_int_equal(kill(getpid(), SIGPIPE), 0); // and nothing happens
	close(fd);
}

static void *wake_often(void *fd)
{
	for (int i = 0; i < 1000; i++)
		vr_sys_wake(*(int *)fd);
	return NULL;
}

static void a_wake_up_wakes_and_is_emptied(void **state)
{
	(void)state;
	int fd;
	assert_true(vr_sys_wakeup(&fd, NULL));
	assert_false(readable(fd));
	pthread_t thread;
	pthread_create(&thread, NULL, wake_often, &fd);
	for (int i = 0; i < 100; i++)
		vr_sys_awake(fd); // never blocks
	pthread_join(thread, NULL);
	vr_sys_wake(fd);
	assert_true(readable(fd));
	vr_sys_awake(fd);
	assert_false(readable(fd));
	close(fd);
}

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(address.sun_path, sizeof address.sun_path, "%s/notify", folder);
	service_manager = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	return bind(service_manager, (const struct sockaddr *)&address, sizeof address);
}

static int tear_down(void **state)
{
	(void)state;
	close(service_manager);
	unlink(address.sun_path);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(systemd_is_told),
	        cmocka_unit_test(the_watchdog_period_is_halved),
	        cmocka_unit_test(signals_come_through_the_descriptor),
	        cmocka_unit_test(a_wake_up_wakes_and_is_emptied),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
