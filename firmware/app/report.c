#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define STATUS_EVERY_MS (60 * VR_SECOND)
#define RECEIPTS_MAX 256

bool vr_report_init(struct report *report, const char *shown_path, struct vr_mono started, struct vr_error *error)
{
	*report = (struct report){.shown_fd = -1, .started = started};
	if (!shown_path)
		return true;
	report->shown_fd = open(shown_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
	if (report->shown_fd < 0)
		return vr_fail(error, VR_IO, "--shown %s: %s", shown_path, strerror(errno));
	return true;
}

void vr_report_release(struct report *report)
{
	if (report->shown_fd >= 0)
		close(report->shown_fd);
	vr_programme_unref(report->programme);
}

static void write_line(struct report *report, const struct vr_slide *slide)
{
	struct vr_buffer line;

	if (report->shown_fd < 0)
		return;
	vr_buffer_init(&line, 65536);
	vr_wire_slide(slide, &line);
	if (write(report->shown_fd, vr_buffer_string(&line), line.length) < 0) {
		vr_log(VR_LOG_ERROR, "app", "--shown cannot be written: %s", strerror(errno));
		close(report->shown_fd);
		report->shown_fd = -1;
	}
	vr_buffer_release(&line);
}

static bool is_message(const struct vr_slide *slide)
{
	return slide->kind == VR_SLIDE_MESSAGE || slide->kind == VR_SLIDE_EMERGENCY;
}

void vr_report_soon(struct report *report)
{
	report->next = (struct vr_mono){0};
}

// Each first page in each language is a showing; later pages belong to the same one.
static void send_receipt(struct report *report, struct link *link, const struct vr_slide *slide)
{
	if (!link->feed || !is_message(slide) || slide->page != 1)
		return;
	vr_feed_shown(link->feed, slide->programme->messages[slide->message].id, slide->programme->sequence, slide->at);
	vr_report_soon(report);
}

void vr_report_complete(struct report *report, struct link *link, const struct vr_slide *slide, struct vr_now now)
{
	struct vr_slide shown = *slide;
	bool again = report->any && vr_slide_same(&report->showing, slide);

	// The same again may come from a newer programme: the status is to say that one's sequence.
	shown.at = again ? report->showing.at : now.wall;
	vr_programme_ref(slide->programme);
	vr_programme_unref(report->programme);
	report->programme = slide->programme;
	report->showing = shown;
	report->any = true;
	if (again)
		return;
	write_line(report, &shown);
	send_receipt(report, link, &shown);
}

static size_t list_problems(const struct report *report, const struct link *link, const struct report_facts *facts,
                            const struct vr_feed_state *state, struct vr_status_problem *problems,
                            struct vr_error *cache_problem, char *config_text, size_t config_size)
{
	size_t count = 0;

	if (facts->config_problems) {
		snprintf(config_text, config_size, "%zu problems in the configuration: vantrum check",
		         facts->config_problems);
		problems[count++] = (struct vr_status_problem){"config", config_text};
	}
	if (state->last_error.code != VR_OK)
		problems[count++] = (struct vr_status_problem){"feed", state->last_error.what};
	if (facts->dark)
		problems[count++] = (struct vr_status_problem){"display", "no display could be opened"};
	if (link->cache && vr_cache_problem(link->cache, cache_problem))
		problems[count++] = (struct vr_status_problem){"cache", cache_problem->what};
	for (size_t i = 0; report->programme && i < report->programme->set_aside_count && count < REPORT_PROBLEMS_MAX;
	     i++)
		problems[count++] = (struct vr_status_problem){"set-aside", report->programme->set_aside[i].pointer};
	return count;
}

static void send_status(struct report *report, struct link *link, const struct report_facts *facts, struct vr_now now)
{
	struct vr_status_shown shown[RECEIPTS_MAX];
	struct vr_status_problem problems[REPORT_PROBLEMS_MAX];
	struct vr_error cache_problem;
	struct vr_feed_state state;
	struct vr_buffer json;
	char config_text[128];
	const struct vr_plan_choice *choice = &facts->choice;
	bool single = choice->given && choice->policy == VR_POLICY_SINGLE && choice->language && *choice->language;
	struct vr_status status = {
	        .version = VR_VERSION,
	        .uptime_s = (now.mono.ms - report->started.ms) / VR_SECOND,
	        .series = report->programme ? report->programme->series : "",
	        .sequence = report->programme ? report->programme->sequence : 0,
	        .showing = report->any ? &report->showing : NULL,
	        .shown = shown,
	        .shown_count = vr_feed_receipts(link->feed, shown, RECEIPTS_MAX),
	        .panel = facts->headless ? "unknown" : vr_sys_panel(),
	        .width = facts->width,
	        .height = facts->height,
	        .rotate = facts->config->rotate,
	        .diagonal_in = facts->config->diagonal_in,
	        .viewing_distance_m = facts->config->viewing_distance_m,
	        .theme = facts->theme,
	        .language_policy = choice->given ? vr_language_policy_name(choice->policy) : NULL,
	        .language = single ? choice->language : NULL,
	        .clock_trusted = now.trusted,
	        .problems = problems,
	        .memory_kib = vr_sys_memory_kib(),
	        .disk_free_kib = vr_cache_free(link->cache) < 0 ? -1 : vr_cache_free(link->cache) / 1024,
	        .temperature_c = vr_sys_temperature(),
	};

	vr_link_state(link, &state);
	status.problem_count =
	        list_problems(report, link, facts, &state, problems, &cache_problem, config_text, sizeof config_text);
	vr_buffer_init(&json, 256 * 1024);
	vr_wire_status(&status, &json);
	vr_feed_send_status(link->feed, vr_buffer_string(&json), json.length);
	vr_buffer_release(&json);
}

void vr_report_send(struct report *report, struct link *link, const struct report_facts *facts, struct vr_now now,
                    struct vr_mono *next)
{
	if (!link->feed)
		return;
	if (now.mono.ms >= report->next.ms) {
		report->next.ms = now.mono.ms + STATUS_EVERY_MS;
		send_status(report, link, facts, now);
	}
	if (report->next.ms < next->ms)
		*next = report->next;
}
