#include "clinic.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

struct vr_hub_snapshot *vr_hub_snapshot_ref(struct vr_hub_snapshot *snapshot)
{
	snapshot->references++;
	return snapshot;
}

void vr_hub_snapshot_unref(struct vr_hub_snapshot *snapshot)
{
	if (!snapshot || --snapshot->references > 0)
		return;
	free(snapshot->bytes);
	free(snapshot);
}

struct vr_hub_snapshot *vr_hub_snapshot_take(struct vr_buffer *bytes)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char hex[crypto_hash_sha256_BYTES * 2 + 1];
	struct vr_hub_snapshot *snapshot = vr_alloc(1, sizeof *snapshot);
	snapshot->references = 1;
	snapshot->bytes = bytes->data;
	snapshot->length = bytes->length;
	vr_buffer_init(bytes, 0);
	crypto_hash_sha256(hash, (const unsigned char *)snapshot->bytes, snapshot->length);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	snprintf(snapshot->etag, sizeof snapshot->etag, "\"%s\"", hex);
	return snapshot;
}
