// A folder of its own for the files of one test program.
#ifndef VR_TESTS_CONFIG_FOLDER_H
#define VR_TESTS_CONFIG_FOLDER_H

#include "vantrum/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/vantrum-config-XXXXXX";

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) != NULL ? 0 : -1;
}

static void path_of(const char *name, char out[VR_PATH_MAX])
{
	(void)snprintf(out, VR_PATH_MAX, "%s/%s", folder, name);
}

static void write_file(const char *name, const void *bytes, size_t length)
{
	char path[VR_PATH_MAX];
	path_of(name, path);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(length, fwrite(bytes, 1, length, file));
	assert_int_equal(0, fclose(file));
}

static int remove_folder(void **state)
{
	(void)state;
	static const char *const names[] = {"a", "b", "t"};
	char path[VR_PATH_MAX];
	for (size_t i = 0; i < VR_COUNT(names); i++) {
		path_of(names[i], path);
		(void)unlink(path);
	}
	return rmdir(folder);
}

// The problems without the folder before each, so that they can be compared.
static const char *without_folder(struct vr_config_problems *problems)
{
	char *text = problems->text.data, prefix[64];
	if (text == NULL)
		return "";
	size_t length = (size_t)snprintf(prefix, sizeof prefix, "%s/", folder);
	for (char *at; (at = strstr(text, prefix)) != NULL;)
		memmove(at, at + length, strlen(at + length) + 1);
	return text;
}

#endif
