// A place of assets of the test's own: the program is copied to DIR/bin, finds DIR/share/vantrum, and runs again there.
#ifndef TEST_LANGUAGE_PLACE_H
#define TEST_LANGUAGE_PLACE_H

#include "vantrum/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define THERE "--there"

struct place_file {
	const char *tag;  // of the catalogue
	const char *json; // what is in it
};

static bool place_copy(const char *from, const char *to)
{
	char bytes[65536];
	size_t count;
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	bool ok = in != NULL && out != NULL;
	while (ok && (count = fread(bytes, 1, sizeof(bytes), in)) > 0)
		ok = fwrite(bytes, 1, count, out) == count;
	if (in != NULL)
		fclose(in);
	if (out != NULL)
		ok = fclose(out) == 0 && ok;
	return ok && chmod(to, 0700) == 0;
}

static void place_path(char out[VR_PATH_MAX], const char *dir, const char *tag)
{
	snprintf(out, VR_PATH_MAX, "%s/share/vantrum/locale/%s.arb", dir, tag);
}

static bool place_fill(const char *dir, const struct place_file *files, size_t count)
{
	static const char *const folders[] = {"bin", "share", "share/vantrum", "share/vantrum/locale"};
	char path[VR_PATH_MAX];
	for (size_t i = 0; i < VR_COUNT(folders); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, folders[i]);
		if (mkdir(path, 0700) != 0)
			return false;
	}
	for (size_t i = 0; i < count; i++) {
		place_path(path, dir, files[i].tag);
		FILE *file = fopen(path, "wb");
		if (file == NULL)
			return false;
		fputs(files[i].json, file);
		if (fclose(file) != 0)
			return false;
	}
	snprintf(path, sizeof(path), "%s/bin/test", dir);
	return place_copy("/proc/self/exe", path);
}

static void place_remove(const char *dir, const struct place_file *files, size_t count)
{
	static const char *const rest[] = {"bin/test", "bin", "share/vantrum/locale", "share/vantrum", "share", ""};
	char path[VR_PATH_MAX];
	for (size_t i = 0; i < count; i++) {
		place_path(path, dir, files[i].tag);
		remove(path);
	}
	for (size_t i = 0; i < VR_COUNT(rest); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, rest[i]);
		remove(path);
	}
}

// The exit code of the tests, run where these catalogues are all that there is.
static int place_run(const struct place_file *files, size_t count)
{
	char dir[] = "/tmp/vantrum-place.XXXXXX", program[VR_PATH_MAX];
	int status = -1;
	if (mkdtemp(dir) == NULL)
		return EXIT_FAILURE;
	snprintf(program, sizeof(program), "%s/bin/test", dir);
	if (place_fill(dir, files, count)) {
		pid_t child = fork();
		if (child == 0) {
			execl(program, program, THERE, (char *)NULL);
			_exit(127);
		}
		if (child < 0 || waitpid(child, &status, 0) != child)
			status = -1;
	}
	place_remove(dir, files, count);
	return status == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static bool place_is_there(int count, char **arguments)
{
	return count == 2 && strcmp(arguments[1], THERE) == 0;
}

#endif
