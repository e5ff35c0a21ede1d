#include "state.h"

// A plan that has shown nothing yet: what its glass says of a message is worked out by the same code as on the wall.
static struct vr_plan *plan_for(const struct vr_plan_input *input)
{
	struct vr_plan *plan = vr_plan_create();
	struct vr_voicing voicing = vr_voicing_of(input);
	// What is asked for is shown, also in a language that has no turn on this screen.
	if (voicing.policy == VR_POLICY_SINGLE)
		voicing.policy = VR_POLICY_SEQUENCE;
	vr_plan_adopt(plan, input->programme, voicing);
	return plan;
}

// The visit that shows the message in this language: its own turn, or for the one that stays beside the others the
// first of those. Where two do not fit together each is looked at by itself.
static struct vr_visit visit_to(struct vr_plan *plan, const struct vr_plan_input *input, size_t message,
                                size_t language)
{
	uint8_t voices[VR_LANGUAGES_MAX];
	struct vr_visit visit = {
	        .kind = VR_SLIDE_MESSAGE, .index = (uint32_t)message, .language = (uint8_t)language, .page = 1};
	size_t count = vr_voices(&plan->voicing, plan->programme->messages[message].languages, voices);
	if (count > 0 && voices[0] > language)
		visit.language = voices[0];
	if (vr_visit_reading(plan, input, &visit).lead) {
		plan->voicing.policy = VR_POLICY_SEQUENCE;
		visit.language = (uint8_t)language;
	}
	return visit;
}

static bool has_language(const struct vr_programme *programme, size_t message, size_t language)
{
	return message < programme->message_count && language < programme->language_count &&
	       (programme->messages[message].languages & VR_LANGUAGE_BIT(language));
}

static bool is_emergency(const struct vr_plan_input *input, size_t message)
{
	return input->programme->messages[message].priority == VR_PRIORITY_EMERGENCY;
}

void vr_plan_today(const struct vr_plan_input *input, struct vr_local_time *today, struct vr_opening *opening)
{
	bool known = input->zone && input->now.trusted;
	*today = known ? vr_zone_local(input->zone, input->now.wall) : (struct vr_local_time){.hour = -1};
	*opening = vr_clinic_opening(input->zone, &input->programme->clinic, input->now);
}

bool vr_plan_present(const struct vr_plan_input *input, size_t message, size_t language, unsigned page,
                     struct vr_slide *out)
{
	if (!has_language(input->programme, message, language) || page < 1 || page > VR_BOOK_PAGES_MAX)
		return false;
	struct vr_moment moment = vr_moment_of(input);
	struct vr_plan *plan = plan_for(input);
	vr_plan_judge(plan, input, &moment);
	struct vr_visit visit = {.kind = VR_SLIDE_EMERGENCY,
	                         .index = (uint32_t)message,
	                         .language = (uint8_t)language,
	                         .page = (uint8_t)page};
	if (is_emergency(input, message)) {
		vr_emergency_put(plan, input, &moment, &visit);
	} else {
		visit = visit_to(plan, input, message, language);
		visit.page = (uint8_t)page;
		vr_glass_put(plan, &moment, &visit, false);
	}
	vr_glass_read(plan, input);
	bool there = page <= plan->glass.reading.pages;
	if (there)
		vr_glass_fill(plan, input, &moment, out);
	vr_plan_destroy(plan);
	return there;
}

size_t vr_plan_present_wants(const struct vr_plan_input *input, size_t message, size_t language,
                             struct vr_plan_want *out, size_t max)
{
	if (!has_language(input->programme, message, language) || max == 0)
		return 0;
	struct vr_plan *plan = plan_for(input);
	size_t count;
	if (is_emergency(input, message)) {
		plan->emergency = (ptrdiff_t)message;
		count = vr_emergency_wants(plan, input, out, max);
	} else {
		struct vr_visit visit = visit_to(plan, input, message, language);
		*out = (struct vr_plan_want){{VR_SLIDE_MESSAGE, (uint32_t)message}, vr_visit_languages(plan, &visit)};
		count = input->book && vr_book_get(input->book, out->item, out->languages) ? 0 : 1;
	}
	vr_plan_destroy(plan);
	return count;
}
