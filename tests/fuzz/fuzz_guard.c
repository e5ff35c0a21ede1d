// Text from staff and feeds: whatever it holds, what is found lies inside it, and is found the same way each time.
#include "vantrum/guard.h"

#include <stdlib.h>
#include <string.h>

#define TEXT_MAX 4000

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check(const struct vr_guard_finding *found, size_t count, size_t size)
{
	bool blocking = true;
	must(count <= VR_GUARD_FINDINGS_MAX);
	for (size_t i = 0; i < count; i++) {
		must(found[i].from < found[i].to && found[i].to <= size);
		must(found[i].code < VR_GUARD_CODE_COUNT && vr_guard_code_name(found[i].code) != NULL);
		must(blocking || !vr_guard_blocks(found[i].code)); // those that block come first
		blocking = vr_guard_blocks(found[i].code);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct vr_guard_finding found[VR_GUARD_FINDINGS_MAX], again[VR_GUARD_FINDINGS_MAX], first;
	if (size > TEXT_MAX)
		return 0;
	char *text = malloc(size + 1); // its own, without a NUL behind it
	memcpy(text, bytes, size);
	memset(again, 0, sizeof again);
	size_t count = vr_guard_scan(text, size, found, VR_COUNT(found));
	check(found, count, size);
	must(vr_guard_scan(text, size, again, VR_COUNT(again)) == count);
	for (size_t i = 0; i < count; i++)
		must(found[i].code == again[i].code && found[i].from == again[i].from && found[i].to == again[i].to);
	must(vr_guard_scan(text, size, NULL, 0) == count);
	must(vr_guard_scan(text, size, &first, 1) == count);
	bool blocks = count > 0 && vr_guard_blocks(found[0].code);
	must(count == 0 || first.from == found[0].from);
	must(vr_guard_blocks_text(text, size) == blocks);
	// What blocks still does so inside a longer text.
	if (blocks) {
		char whole[TEXT_MAX + 8];
		(void)memcpy(whole, "Hej: ", 5);
		memcpy(whole + 5, text, size);
		must(vr_guard_blocks_text(whole, size + 5));
	}
	free(text);
	return 0;
}
