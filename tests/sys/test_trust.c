#include "vantrum/sys.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/timex.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define NOON INT64_C(1795348800000) // 2026-11-22T12:00:00Z

static const struct vr_trust nothing_known = {
        .hub_date = {INT64_MIN},
        .floor = {INT64_MIN},
};

static struct vr_now judge(const struct vr_trust *trust, int64_t mono, int64_t wall)
{
	struct vr_now now = vr_trust_judge(trust, (struct vr_mono){mono}, (struct vr_instant){wall});
	assert_true(now.mono.ms == mono);
	return now;
}

static void check(const struct vr_trust *trust, int64_t mono, int64_t wall, bool trusted, int64_t expected)
{
	struct vr_now now = judge(trust, mono, wall);
	assert_int_equal(now.trusted, trusted);
	assert_true(now.wall.ms == expected);
}

static void nobody_vouches_for_a_clock_alone(void **state)
{
	(void)state;
	check(&nothing_known, 5, NOON, false, NOON);
}

static void the_kernel_vouches(void **state)
{
	(void)state;
	struct vr_trust trust = nothing_known;
	trust.synchronised = true;
	check(&trust, 5, NOON, true, NOON);
	trust.floor.ms = NOON + VR_DAY; // a floor from a time when the clock was wrong does not hold a good one back
	trust.hub_date.ms = NOON - 10 * VR_DAY;
	check(&trust, 5, NOON, true, NOON);
}

static void the_hub_vouches_within_a_minute(void **state)
{
	(void)state;
	struct vr_trust trust = nothing_known;
	trust.hub_date.ms = NOON;
	trust.hub_date_at.ms = 1000;
	check(&trust, 1000, NOON, true, NOON);
	check(&trust, 1000, NOON + VR_MINUTE, true, NOON + VR_MINUTE);
	check(&trust, 1000, NOON - VR_MINUTE, true, NOON - VR_MINUTE);
	assert_false(judge(&trust, 1000, NOON + VR_MINUTE + 1).trusted);
	assert_false(judge(&trust, 1000, NOON - VR_MINUTE - 1).trusted);
}

static void the_hubs_date_grows_old_by_the_monotonic_clock(void **state)
{
	(void)state;
	struct vr_trust trust = nothing_known;
	trust.hub_date.ms = NOON;
	trust.hub_date_at.ms = 1000;
	check(&trust, 1000 + 3 * VR_DAY, NOON + 3 * VR_DAY, true, NOON + 3 * VR_DAY);
	assert_false(judge(&trust, 1000 + 3 * VR_DAY, NOON).trusted);
	// The wall clock jumps back by an hour while the hub is silent: it is no longer believed.
	assert_false(judge(&trust, 1000 + VR_HOUR, NOON).trusted);
}

static void an_untrusted_clock_is_a_lower_bound(void **state)
{
	(void)state;
	struct vr_trust trust = nothing_known;
	trust.floor.ms = NOON;
	check(&trust, 5, 0, false, NOON);                            // a board without a battery wakes in 1970
	check(&trust, 5, NOON - 1, false, NOON);                     // behind
	check(&trust, 5, NOON + VR_HOUR, false, NOON + VR_HOUR);     // ahead: nobody says otherwise
	trust.hub_date.ms = NOON + VR_HOUR;                          // the hub does
	check(&trust, 0, NOON + 10 * VR_DAY, false, NOON + VR_HOUR); // so what has not ended there has not ended
	check(&trust, 0, NOON - 10 * VR_DAY, false, NOON);
	trust.hub_date.ms = NOON - VR_HOUR; // a hub behind what was known before cannot pull below it
	check(&trust, 0, NOON + VR_DAY, false, NOON);
}

static void a_clock_behind_the_floor_can_still_be_vouched_for(void **state)
{
	(void)state;
	struct vr_trust trust = nothing_known;
	trust.floor.ms = NOON + VR_DAY;
	trust.hub_date.ms = NOON;
	check(&trust, 0, NOON + 5, true, NOON + 5);
}

// A sandbox may forbid the question; the clock is not synchronised for that.
static void a_kernel_that_may_not_be_asked_does_not_vouch(void **state)
{
	(void)state;
	pid_t child = fork();
	if (child == 0) {
		struct sock_filter filter[] = {
		        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clock_adjtime, 1, 0),
		        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_adjtimex, 0, 1),
		        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		};
		const struct sock_fprog program = {VR_COUNT(filter), filter};
		if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
		    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
			_exit(77);
		struct timex state_asked = {0};
		_exit(adjtimex(&state_asked) >= 0 ? 2 : vr_sys_clock_synchronised());
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 77)
		skip();
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(nobody_vouches_for_a_clock_alone),
	        cmocka_unit_test(the_kernel_vouches),
	        cmocka_unit_test(the_hub_vouches_within_a_minute),
	        cmocka_unit_test(the_hubs_date_grows_old_by_the_monotonic_clock),
	        cmocka_unit_test(an_untrusted_clock_is_a_lower_bound),
	        cmocka_unit_test(a_clock_behind_the_floor_can_still_be_vouched_for),
	        cmocka_unit_test(a_kernel_that_may_not_be_asked_does_not_vouch),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
