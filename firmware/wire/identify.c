// What the hub asks of a screen by an event, beside "there is a new programme".
#include "json.h"
#include "vantrum/wire.h"

#define DATA_MAX 65536u // what an event may hold at all

bool vr_wire_identify(const char *json, size_t length, int *seconds, struct vr_error *error)
{
	json_t *tree;
	*seconds = VR_IDENTIFY_S;
	if (!vr_json_read(json, length, DATA_MAX, &tree, error))
		return false;
	const json_t *value = json_object_get(tree, "seconds");
	bool absent = value == NULL || json_is_null(value);
	bool ok = json_is_object(tree) && (absent || json_is_number(value));
	if (ok && !absent) {
		double asked = json_number_value(value);
		*seconds = asked < 1 ? 1 : asked > VR_IDENTIFY_MAX_S ? VR_IDENTIFY_MAX_S : (int)asked;
	}
	vr_json_drop(tree, length);
	return ok || vr_fail(error, VR_INVALID, "identify: an object is expected whose \"seconds\" is a number");
}
