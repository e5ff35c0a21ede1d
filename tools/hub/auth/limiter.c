#include "auth.h"

#include <arpa/inet.h>
#include <assert.h>
#include <netinet/in.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define ENTRIES 2048 // of users, and as many of addresses
#define FREE_FAILURES 5
#define PAUSE_MAX (15 * VR_MINUTE)
#define MEMORY VR_HOUR

struct entry {
	unsigned char key[crypto_shorthash_BYTES];
	unsigned failures; // 0: free
	struct vr_mono last;
};

struct table {
	struct entry entries[ENTRIES];
};

struct vr_limiter {
	unsigned char secret[crypto_shorthash_KEYBYTES]; // so that nobody can choose names that share an entry
	struct table users, addresses;
};

struct vr_limiter *vr_limiter_create(void)
{
	struct vr_limiter *limiter = vr_alloc(1, sizeof *limiter);
	int sodium = sodium_init();
	assert(sodium >= 0);
	(void)sodium;
	crypto_shorthash_keygen(limiter->secret);
	return limiter;
}

void vr_limiter_destroy(struct vr_limiter *limiter)
{
	free(limiter);
}

// --- entries ---

static void user_key(const struct vr_limiter *limiter, const char *user, unsigned char out[crypto_shorthash_BYTES])
{
	crypto_shorthash(out, (const unsigned char *)user, strlen(user), limiter->secret);
}

static void address_key(const struct vr_limiter *limiter, const char *address,
                        unsigned char out[crypto_shorthash_BYTES])
{
	struct in6_addr six;
	if (inet_pton(AF_INET6, address, &six) == 1 && !IN6_IS_ADDR_V4MAPPED(&six))
		crypto_shorthash(out, six.s6_addr, 8, limiter->secret);
	else
		user_key(limiter, address, out);
}

static bool is_forgotten(const struct entry *entry, struct vr_mono now)
{
	return entry->failures == 0 || now.ms - entry->last.ms >= MEMORY;
}

// ENTRIES: there is none.
static size_t find(const struct table *table, const unsigned char key[crypto_shorthash_BYTES])
{
	size_t at = 0;
	while (at < ENTRIES &&
	       (table->entries[at].failures == 0 || memcmp(table->entries[at].key, key, crypto_shorthash_BYTES) != 0))
		at++;
	return at;
}

// A free one, or the oldest.
static size_t find_room(const struct table *table)
{
	size_t best = 0;
	for (size_t i = 0; i < ENTRIES && table->entries[best].failures > 0; i++)
		if (table->entries[i].failures == 0 || table->entries[i].last.ms < table->entries[best].last.ms)
			best = i;
	return best;
}

static int64_t pause_of(const struct table *table, const unsigned char key[crypto_shorthash_BYTES], struct vr_mono now)
{
	size_t at = find(table, key);
	if (at == ENTRIES || table->entries[at].failures <= FREE_FAILURES || is_forgotten(&table->entries[at], now))
		return 0;
	int64_t pause = VR_SECOND;
	for (unsigned i = FREE_FAILURES + 1; i < table->entries[at].failures && pause < PAUSE_MAX; i++)
		pause *= 2;
	int64_t left = table->entries[at].last.ms + (pause < PAUSE_MAX ? pause : PAUSE_MAX) - now.ms;
	return left > 0 ? left : 0;
}

static void count_failure(struct table *table, const unsigned char key[crypto_shorthash_BYTES], struct vr_mono now)
{
	size_t at = find(table, key);
	struct entry *entry = &table->entries[at < ENTRIES ? at : find_room(table)];
	if (at == ENTRIES || is_forgotten(entry, now))
		entry->failures = 0;
	memcpy(entry->key, key, sizeof entry->key);
	entry->last = now;
	entry->failures++;
}

static void forget(struct table *table, const unsigned char key[crypto_shorthash_BYTES])
{
	size_t at = find(table, key);
	if (at < ENTRIES)
		table->entries[at].failures = 0;
}

// --- the door ---

int vr_limiter_wait(const struct vr_limiter *limiter, const char *user, const char *address, struct vr_mono now)
{
	unsigned char key[crypto_shorthash_BYTES];
	user_key(limiter, user, key);
	int64_t pause = pause_of(&limiter->users, key, now);
	address_key(limiter, address, key);
	int64_t other = pause_of(&limiter->addresses, key, now);
	return (int)(((other > pause ? other : pause) + VR_SECOND - 1) / VR_SECOND);
}

void vr_limiter_failed(struct vr_limiter *limiter, const char *user, const char *address, struct vr_mono now)
{
	unsigned char key[crypto_shorthash_BYTES];
	user_key(limiter, user, key);
	count_failure(&limiter->users, key, now);
	address_key(limiter, address, key);
	count_failure(&limiter->addresses, key, now);
}

void vr_limiter_passed(struct vr_limiter *limiter, const char *user, const char *address)
{
	unsigned char key[crypto_shorthash_BYTES];
	user_key(limiter, user, key);
	forget(&limiter->users, key);
	address_key(limiter, address, key);
	forget(&limiter->addresses, key);
}
