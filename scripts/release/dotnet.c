// The program "dotnet" of releases for kinds of systems for which no package of .NET's has it: it finds .NET's resolver in
// host/fxr/<version>/ beside itself and hands everything over to it, by the interface that .NET documents for its hosts
// (docs/design/features/host-components.md in dotnet/runtime: hostfxr_main_startupinfo).
#include <dirent.h>
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef int (*start_t)(int argc, const char **argv, const char *host_path, const char *dotnet_root, const char *app_path);

static int fail(const char *what, const char *why) {
    fprintf(stderr, "dotnet: %s: %s\n", what, why);
    return 1;
}

int main(int argc, const char **argv) {
    char self[PATH_MAX], root[PATH_MAX], resolvers[PATH_MAX + 16], library[2 * PATH_MAX], app[PATH_MAX + 16];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length < 0) {
        return fail("/proc/self/exe", "cannot be read");
    }
    self[length] = 0;
    memcpy(root, self, sizeof self);
    *strrchr(root, '/') = 0;
    snprintf(resolvers, sizeof resolvers, "%s/host/fxr", root);
    snprintf(app, sizeof app, "%s.dll", self);

    DIR *folder = opendir(resolvers);
    if (folder == NULL) {
        return fail(resolvers, "is not there");
    }
    // A release has one version only.
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL && entry->d_name[0] == '.') {
    }
    if (entry == NULL) {
        return fail(resolvers, "is empty");
    }
    snprintf(library, sizeof library, "%s/%s/libhostfxr.so", resolvers, entry->d_name);
    closedir(folder);

    void *resolver = dlopen(library, RTLD_NOW);
    start_t start = resolver == NULL ? NULL : (start_t)dlsym(resolver, "hostfxr_main_startupinfo");
    return start == NULL ? fail(library, dlerror()) : start(argc, argv, self, root, app);
}
