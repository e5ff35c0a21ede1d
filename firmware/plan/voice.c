#include "state.h"

#include <strings.h>

static uint8_t named(const struct vr_programme *programme, const char *tag)
{
	for (uint8_t i = 0; tag && i < programme->language_count; i++)
		if (strcasecmp(programme->languages[i], tag) == 0)
			return i;
	return 0;
}

struct vr_voicing vr_voicing_of(const struct vr_plan_input *input)
{
	const struct vr_plan_choice *choice = &input->choice;
	return (struct vr_voicing){.policy = choice->given ? choice->policy : input->programme->language_policy,
	                           .single = choice->given ? named(input->programme, choice->language) : 0};
}

bool vr_same_voicing(const struct vr_voicing *a, const struct vr_voicing *b)
{
	return a->policy == b->policy && a->single == b->single;
}

// The first stays, so it has no turns of its own where there is another one.
static bool is_paired(const struct vr_voicing *voicing, vr_language_set available)
{
	return voicing->policy == VR_POLICY_PAIRED && (available & 1) && available != 1;
}

size_t vr_voices(const struct vr_voicing *voicing, vr_language_set available, uint8_t out[VR_LANGUAGES_MAX])
{
	size_t count = 0;
	if (voicing->policy == VR_POLICY_SINGLE && (available & VR_LANGUAGE_BIT(voicing->single)))
		available = VR_LANGUAGE_BIT(voicing->single);
	else if (is_paired(voicing, available))
		available &= ~(vr_language_set)1;
	for (uint8_t i = 0; i < VR_LANGUAGES_MAX; i++)
		if (available & VR_LANGUAGE_BIT(i))
			out[count++] = i;
	// What is not there in the one language is better read in another than not at all.
	return voicing->policy == VR_POLICY_SINGLE && count > 1 ? 1 : count;
}

vr_language_set vr_voice_set(const struct vr_voicing *voicing, vr_language_set available, uint8_t language)
{
	return VR_LANGUAGE_BIT(language) | (is_paired(voicing, available) ? 1 : 0);
}

vr_language_set vr_all_languages(const struct vr_programme *programme)
{
	size_t count = programme->language_count;
	return count >= VR_LANGUAGES_MAX ? UINT32_MAX : VR_LANGUAGE_BIT(count) - 1;
}

size_t vr_plan_voices(const struct vr_plan *plan, uint8_t out[VR_LANGUAGES_MAX])
{
	return vr_voices(&plan->voicing, vr_all_languages(plan->programme), out);
}

vr_language_set vr_visit_languages(const struct vr_plan *plan, const struct vr_visit *visit)
{
	const struct vr_programme *programme = plan->programme;
	vr_language_set available = visit->kind == VR_SLIDE_MESSAGE || visit->kind == VR_SLIDE_EMERGENCY
	                                    ? programme->messages[visit->index].languages
	                                    : vr_all_languages(programme);
	return vr_voice_set(&plan->voicing, available, visit->language);
}

vr_language_set vr_plan_turns(const struct vr_plan_input *input)
{
	vr_language_set all = vr_all_languages(input->programme);
	struct vr_voicing voicing = vr_voicing_of(input);
	return voicing.policy == VR_POLICY_SINGLE ? VR_LANGUAGE_BIT(voicing.single) : all;
}
