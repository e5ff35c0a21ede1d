#include "private.h"

#define MESSAGE "clinic, id, document, screens, state, created_at, changed_at, created_by, changed_by, sequence"

// With what is the store's own and no parameter.
#define STANDS "FROM standing WHERE standing.clinic = message.clinic AND standing.id = message.id"
#define READ                                                                                                           \
	MESSAGE ", revision, COALESCE((SELECT standing.document " STANDS "), ''),"                                     \
	        " COALESCE((SELECT standing.screens " STANDS "), '')"

// The same as the screens have it: where a change waits, what was approved before it.
#define AS_SHOWN                                                                                                       \
	"SELECT message.clinic, message.id, COALESCE(standing.document, message.document),"                            \
	" COALESCE(standing.screens, message.screens), message.state, message.created_at,"                             \
	" COALESCE(standing.changed_at, message.changed_at), message.created_by,"                                      \
	" COALESCE(standing.changed_by, message.changed_by), COALESCE(standing.sequence, message.sequence),"           \
	" message.revision, '', '' FROM message LEFT JOIN standing"                                                    \
	" ON standing.clinic = message.clinic AND standing.id = message.id"

static const struct shape message_shape = {
        "message",
        sizeof(struct vr_store_message),
        13,
        {
                {KIND_TEXT, offsetof(struct vr_store_message, clinic)},
                {KIND_TEXT, offsetof(struct vr_store_message, id)},
                {KIND_TEXT, offsetof(struct vr_store_message, document)},
                {KIND_TEXT, offsetof(struct vr_store_message, screens)},
                {KIND_CHOICE, offsetof(struct vr_store_message, state)},
                {KIND_NUMBER, offsetof(struct vr_store_message, created_at.ms)},
                {KIND_NUMBER, offsetof(struct vr_store_message, changed_at.ms)},
                {KIND_TEXT, offsetof(struct vr_store_message, created_by)},
                {KIND_TEXT, offsetof(struct vr_store_message, changed_by)},
                {KIND_NUMBER, offsetof(struct vr_store_message, sequence)},
                {KIND_NUMBER, offsetof(struct vr_store_message, revision)},
                {KIND_TEXT, offsetof(struct vr_store_message, standing)},
                {KIND_TEXT, offsetof(struct vr_store_message, standing_screens)},
        },
};

bool vr_store_message_get(struct vr_store *store, const char *clinic, const char *id, struct vr_arena *arena,
                          struct vr_store_message *out, struct vr_error *error)
{
	return store_get(store, "SELECT " READ " FROM message WHERE clinic = ?1 AND id = ?2",
	                 VALUES(text(clinic), text(id)), &message_shape, arena, out, error);
}

bool vr_store_message_get_shown(struct vr_store *store, const char *clinic, const char *id, struct vr_arena *arena,
                                struct vr_store_message *out, struct vr_error *error)
{
	return store_get(store,
	                 AS_SHOWN " WHERE (message.state <> ?1 OR standing.id IS NOT NULL)"
	                          " AND message.clinic = ?2 AND message.id = ?3",
	                 VALUES(number(VR_STORE_PENDING), text(clinic), text(id)), &message_shape, arena, out, error);
}

static bool place_of(struct vr_store *store, const char *clinic, const char *id, int64_t *place, struct vr_error *error)
{
	static const struct shape place_shape = {"message", sizeof(int64_t), 1, {{KIND_NUMBER, 0}}};
	return store_get(store, "SELECT place FROM message WHERE clinic = ?1 AND id = ?2",
	                 VALUES(text(clinic), text(id)), &place_shape, NULL, place, error);
}

// A state of the mask as a parameter; what is not in it becomes a number that no message has.
static struct value wanted(unsigned states, enum vr_store_state state)
{
	return number(states & VR_STORE_STATE_BIT(state) ? (int64_t)state : -1);
}

bool vr_store_message_list(struct vr_store *store, const char *clinic, unsigned states, const char *after, size_t limit,
                           struct vr_arena *arena, const struct vr_store_message **out, size_t *count,
                           struct vr_error *error)
{
	int64_t place = 0;
	*out = NULL;
	*count = 0;
	if (after[0] != '\0' && !place_of(store, clinic, after, &place, error))
		return false;
	*out = store_list(store,
	                  "SELECT " READ " FROM message"
	                  " WHERE clinic = ?1 AND place > ?2 AND state IN (?3, ?4, ?5) ORDER BY place LIMIT ?6",
	                  VALUES(text(clinic), number(place), wanted(states, VR_STORE_ACTIVE),
	                         wanted(states, VR_STORE_PENDING), wanted(states, VR_STORE_WITHDRAWN),
	                         number(limit < INT64_MAX ? (int64_t)limit : INT64_MAX)),
	                  &message_shape, arena, count, error);
	return *out != NULL;
}

bool vr_store_message_list_shown(struct vr_store *store, const char *clinic, size_t limit, struct vr_arena *arena,
                                 const struct vr_store_message **out, size_t *count, struct vr_error *error)
{
	*out = store_list(
	        store,
	        AS_SHOWN " WHERE message.clinic = ?1 AND (message.state = ?2 OR standing.id IS NOT NULL)"
	                 " ORDER BY message.place LIMIT ?3",
	        VALUES(text(clinic), number(VR_STORE_ACTIVE), number(limit < INT64_MAX ? (int64_t)limit : INT64_MAX)),
	        &message_shape, arena, count, error);
	return *out != NULL;
}

// What is active stands on while a change to it waits, and until that one's fate is known.
static bool keep_standing(struct vr_store *store, const struct vr_store_message *message, struct vr_error *error)
{
	if (message->state != VR_STORE_PENDING)
		return store_run(store, "DELETE FROM standing WHERE clinic = ?1 AND id = ?2",
		                 VALUES(text(message->clinic), text(message->id)), error);
	return store_run(store,
	                 "INSERT INTO standing (clinic, id, document, screens, changed_at, changed_by, sequence)"
	                 " SELECT clinic, id, document, screens, changed_at, changed_by, sequence FROM message"
	                 " WHERE clinic = ?1 AND id = ?2 AND state = ?3",
	                 VALUES(text(message->clinic), text(message->id), number(VR_STORE_ACTIVE)), error);
}

bool vr_store_message_put(struct vr_store *store, const struct vr_store_message *message, struct vr_error *error)
{
	return keep_standing(store, message, error) &&
	       store_put(store,
	                 "INSERT INTO message (" MESSAGE ", revision, place)"
	                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1,"
	                 " (SELECT COALESCE(MAX(place), 0) + 1 FROM message WHERE clinic = ?1))"
	                 " ON CONFLICT (clinic, id) DO UPDATE SET document = excluded.document,"
	                 " screens = excluded.screens, state = excluded.state, changed_at = excluded.changed_at,"
	                 " changed_by = excluded.changed_by, sequence = excluded.sequence, revision = message.revision "
	                 "+ 1",
	                 &message_shape, message, error);
}

bool vr_store_message_withdraw_all(struct vr_store *store, const char *clinic, struct vr_instant now, const char *who,
                                   struct vr_error *error)
{
	return store_run(store, "DELETE FROM standing WHERE clinic = ?1", VALUES(text(clinic)), error) &&
	       store_run(store,
	                 "UPDATE message SET state = ?1, changed_at = ?2, changed_by = ?3, revision = revision + 1"
	                 " WHERE clinic = ?4 AND state <> ?1",
	                 VALUES(number(VR_STORE_WITHDRAWN), number(now.ms), text(who), text(clinic)), error);
}
