#include "table.h"

#include <string.h>

#define CLOCK(hour, minute) ((hour)*60 + (minute))

// What is true only now is important: every round tells it, in every language. What is good advice any day is normal.
// An end is proposed where it is known: a doctor's delay is over before the day is, a vaccination goes on for weeks.
const struct vr_template vr_template_table[] = {
        {
                .id = "doctor-late",
                .kind = "notice",
                .priority = "important",
                .icon = "clock",
                .ends = "hours:2",
                .label = VR_PHRASE_STAFF_DOCTOR_LATE,
                .title = VR_PHRASE_DOCTOR_LATE_TITLE,
                .text = VR_PHRASE_DOCTOR_LATE_TEXT,
                .values = {{.type = VR_TEMPLATE_MINUTES,
                            .name = "minutes",
                            .label = VR_PHRASE_STAFF_ASK_MINUTES,
                            .min = 1,
                            .max = 240,
                            .suggestions = {20, 40, 60}}},
        },
        {
                .id = "lab-closed",
                .kind = "notice",
                .priority = "important",
                .icon = "caution",
                .ends = "value:until",
                .label = VR_PHRASE_STAFF_LAB_CLOSED,
                .title = VR_PHRASE_LAB_CLOSED_TITLE,
                .text = VR_PHRASE_LAB_CLOSED_TEXT,
                .values = {{.type = VR_TEMPLATE_TIME,
                            .name = "until",
                            .label = VR_PHRASE_STAFF_ASK_UNTIL,
                            .suggestions = {CLOCK(10, 0), CLOCK(12, 0), CLOCK(13, 0), CLOCK(14, 0), CLOCK(15, 0)}}},
        },
        {
                .id = "drop-in-full",
                .kind = "notice",
                .priority = "important",
                .icon = "door",
                .ends = "closing",
                .label = VR_PHRASE_STAFF_DROP_IN_FULL,
                .title = VR_PHRASE_DROP_IN_FULL_TITLE,
                .text = VR_PHRASE_DROP_IN_FULL_TEXT,
        },
        {
                .id = "new-hours",
                .kind = "notice",
                .priority = "important",
                .icon = "calendar",
                .ends = "closing",
                .label = VR_PHRASE_STAFF_NEW_HOURS,
                .title = VR_PHRASE_NEW_HOURS_TITLE,
                .text = VR_PHRASE_NEW_HOURS_TEXT,
                .values = {{.type = VR_TEMPLATE_HOURS,
                            .name = "hours",
                            .label = VR_PHRASE_STAFF_ASK_HOURS,
                            .suggestions = {CLOCK(12, 0), CLOCK(13, 0), CLOCK(15, 0), CLOCK(16, 0)}}},
        },
        {
                .id = "desk-closed",
                .kind = "notice",
                .priority = "important",
                .icon = "desk",
                .ends = "value:until",
                .label = VR_PHRASE_STAFF_DESK_CLOSED,
                .title = VR_PHRASE_DESK_CLOSED_TITLE,
                .text = VR_PHRASE_DESK_CLOSED_TEXT,
                .values = {{.type = VR_TEMPLATE_TIME,
                            .name = "until",
                            .label = VR_PHRASE_STAFF_ASK_UNTIL,
                            .suggestions = {CLOCK(10, 0), CLOCK(12, 0), CLOCK(13, 0), CLOCK(14, 0), CLOCK(15, 0)}}},
        },
        {
                .id = "phone-down",
                .kind = "notice",
                .priority = "important",
                .icon = "phone",
                .ends = "closing",
                .label = VR_PHRASE_STAFF_PHONE_DOWN,
                .title = VR_PHRASE_PHONE_DOWN_TITLE,
                .text = VR_PHRASE_PHONE_DOWN_TEXT,
        },
        {
                .id = "it-down",
                .kind = "notice",
                .priority = "important",
                .icon = "info",
                .ends = "closing",
                .label = VR_PHRASE_STAFF_IT_DOWN,
                .title = VR_PHRASE_IT_DOWN_TITLE,
                .text = VR_PHRASE_IT_DOWN_TEXT,
        },
        {
                .id = "mask",
                .kind = "health",
                .priority = "important",
                .icon = "mask",
                .ends = "closing",
                .label = VR_PHRASE_STAFF_MASK,
                .title = VR_PHRASE_MASK_TITLE,
                .text = VR_PHRASE_MASK_TEXT,
        },
        {
                .id = "hand-wash",
                .kind = "health",
                .priority = "normal",
                .icon = "hand-washing",
                .ends = "closing",
                .label = VR_PHRASE_STAFF_HAND_WASH,
                .title = VR_PHRASE_HAND_WASH_TITLE,
                .text = VR_PHRASE_HAND_WASH_TEXT,
        },
        {
                .id = "vaccination",
                .kind = "health",
                .priority = "normal",
                .icon = "vaccine",
                .ends = "days:30",
                .label = VR_PHRASE_STAFF_VACCINATION,
                .title = VR_PHRASE_VACCINATION_TITLE,
                .text = VR_PHRASE_VACCINATION_TEXT,
                .values = {{.type = VR_TEMPLATE_YEAR,
                            .name = "year",
                            .label = VR_PHRASE_STAFF_ASK_YEAR,
                            .suggestions = {65, 75, 80}},
                           {.type = VR_TEMPLATE_CHOICE,
                            .name = "vaccine",
                            .label = VR_PHRASE_STAFF_ASK_VACCINE,
                            .optional = true,
                            .choices = {{"flu", VR_PHRASE_STAFF_FLU, VR_PHRASE_FLU_VACCINE_TITLE},
                                        {"covid", VR_PHRASE_STAFF_COVID, VR_PHRASE_COVID_VACCINE_TITLE}}}},
        },
        {
                .id = "leave",
                .emergency = true,
                .kind = "alert",
                .priority = "emergency",
                .icon = "exit",
                .ends = "hours:2",
                .label = VR_PHRASE_STAFF_LEAVE,
                .title = VR_PHRASE_LEAVE_TITLE,
                .text = VR_PHRASE_LEAVE_TEXT,
        },
        {
                .id = "stay",
                .emergency = true,
                .kind = "alert",
                .priority = "emergency",
                .icon = "home",
                .ends = "hours:4",
                .label = VR_PHRASE_STAFF_STAY,
                .title = VR_PHRASE_STAY_TITLE,
                .text = VR_PHRASE_STAY_TEXT,
        },
        {
                .id = "call-off",
                .emergency = true,
                .kind = "alert",
                .priority = "emergency",
                .icon = "check",
                .ends = "hours:1",
                .label = VR_PHRASE_STAFF_CALL_OFF,
                .title = VR_PHRASE_CALL_OFF_TITLE,
                .text = VR_PHRASE_CALL_OFF_TEXT,
        },
};

const size_t vr_template_count = VR_COUNT(vr_template_table);

const struct vr_template *vr_template_find(const char *id)
{
	for (size_t i = 0; i < VR_COUNT(vr_template_table); i++) {
		if (strcmp(vr_template_table[i].id, id) == 0)
			return &vr_template_table[i];
	}
	return NULL;
}

const char *vr_template_type_name(enum vr_template_type type)
{
	static const char *const names[] = {
	        [VR_TEMPLATE_NOTHING] = "",  [VR_TEMPLATE_MINUTES] = "minutes", [VR_TEMPLATE_YEAR] = "year",
	        [VR_TEMPLATE_TIME] = "time", [VR_TEMPLATE_HOURS] = "hours",     [VR_TEMPLATE_CHOICE] = "choice",
	};
	return names[type];
}
