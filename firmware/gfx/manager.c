#include "manager.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>

bool vr_manager_present(void)
{
	Display *display = XOpenDisplay(NULL);
	if (!display)
		return false;
	// Extended Window Manager Hints: the manager leaves its window's number on the root window.
	Atom check = XInternAtom(display, "_NET_SUPPORTING_WM_CHECK", True);
	Atom type = None;
	int format;
	unsigned long count, left;
	unsigned char *value = NULL;
	if (check != None)
		XGetWindowProperty(display, DefaultRootWindow(display), check, 0, 1, False, XA_WINDOW, &type, &format,
		                   &count, &left, &value);
	if (value)
		XFree(value);
	XCloseDisplay(display);
	return type == XA_WINDOW;
}
