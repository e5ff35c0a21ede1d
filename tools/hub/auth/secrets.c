#include "auth.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#define SECRET_BYTES 24
#define PASSWORD_GROUPS 4
#define PASSWORD_GROUP 4

_Static_assert(sodium_base64_ENCODED_LEN(SECRET_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING) <= VR_AUTH_SECRET,
               "a secret fits");
_Static_assert(crypto_pwhash_STRBYTES <= VR_AUTH_HASH_TEXT, "a hash fits");

static void prepare(void)
{
	int sodium = sodium_init(); // cheap and safe to repeat, on any thread
	assert(sodium >= 0);
	(void)sodium;
}

void vr_auth_make_secret(char out[VR_AUTH_SECRET])
{
	unsigned char bytes[SECRET_BYTES];
	prepare();
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2base64(out, VR_AUTH_SECRET, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(bytes, sizeof bytes);
}

void vr_auth_make_password(char out[VR_AUTH_SECRET])
{
	// 32 letters and digits, none of which is taken for another: 5 bits each.
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	_Static_assert(sizeof letters - 1 == 32, "5 bits a letter");
	size_t length = 0;
	prepare();
	for (int i = 0; i < PASSWORD_GROUPS * PASSWORD_GROUP; i++) {
		if (i > 0 && i % PASSWORD_GROUP == 0)
			out[length++] = '-';
		out[length++] = letters[randombytes_uniform(32)];
	}
	out[length] = '\0';
}

// A secret of 192 bits needs no slow hash.
void vr_auth_hash_secret(const char *secret, unsigned char out[VR_STORE_HASH])
{
	prepare();
	crypto_generichash(out, VR_STORE_HASH, (const unsigned char *)secret, strlen(secret), NULL, 0);
}

bool vr_auth_is_secret(const char *secret, const unsigned char hash[VR_STORE_HASH])
{
	unsigned char found[VR_STORE_HASH];
	vr_auth_hash_secret(secret, found);
	return sodium_memcmp(found, hash, sizeof found) == 0;
}

// Characters that a reader does not see, or that turn others around.
static bool is_invisible(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == VR_UTF8_BAD;
}

static bool is_space(uint32_t c)
{
	return c == ' ' || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f ||
	       c == 0x3000;
}

bool vr_auth_name(const char *name, struct vr_error *error)
{
	size_t length = strlen(name), count = 0;
	bool space_first = false, space = false;
	for (size_t at = 0; at < length; count++) {
		uint32_t c = vr_utf8_next(name, length, &at);
		if (is_invisible(c))
			return vr_fail(error, VR_INVALID, "a name has characters that can be seen only");
		space = is_space(c);
		space_first |= space && count == 0;
	}
	if (count == 0 || count > VR_AUTH_NAME_MAX)
		return vr_fail(error, VR_INVALID, "a name has 1 to %d characters", VR_AUTH_NAME_MAX);
	if (space_first || space)
		return vr_fail(error, VR_INVALID, "a name neither begins nor ends with a space");
	return true;
}

bool vr_auth_hash_password(const char *password, char out[VR_AUTH_HASH_TEXT], struct vr_error *error)
{
	size_t length = strlen(password), count = vr_utf8_count(password, length);
	if (!vr_utf8_valid(password, length))
		return vr_fail(error, VR_INVALID, "the password is no UTF-8");
	if (count < VR_AUTH_PASSWORD_MIN || count > VR_AUTH_PASSWORD_MAX)
		return vr_fail(error, VR_INVALID, "a password has %d to %d characters", VR_AUTH_PASSWORD_MIN,
		               VR_AUTH_PASSWORD_MAX);
	prepare();
	if (crypto_pwhash_str(out, password, length, crypto_pwhash_OPSLIMIT_INTERACTIVE,
	                      crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
		return vr_fail(error, VR_MEMORY, "not enough memory to hash a password: %u MiB are needed",
		               (unsigned)(crypto_pwhash_MEMLIMIT_INTERACTIVE >> 20));
	return true;
}

bool vr_auth_check_password(const char *hash, const char *password)
{
	// For those who do not exist: of no password, and as dear as a real one.
	static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$bm9ib2R5IGlzIGhlcmUhIQ$"
	                             "bm90IHRoZSBoYXNoIG9mIGFueSBwYXNzd29yZCBhdCE";
	prepare();
	bool same = crypto_pwhash_str_verify(hash ? hash : nobody, password, strlen(password)) == 0;
	return same && hash;
}

// --- roles ---

static const char *const roles[] = {"viewer", "editor", "admin"};

const char *vr_role_name(enum vr_role role)
{
	assert((size_t)role < VR_COUNT(roles));
	return roles[role];
}

bool vr_role_read(const char *name, enum vr_role *out)
{
	for (size_t i = 0; i < VR_COUNT(roles); i++) {
		if (strcmp(name, roles[i]) == 0) {
			*out = (enum vr_role)i;
			return true;
		}
	}
	return false;
}
