// Room base: what every room stands on. libc and threads only.
#ifndef VANTRUM_BASE_H
#define VANTRUM_BASE_H

#include "vantrum/base/arena.h"
#include "vantrum/base/assets.h"
#include "vantrum/base/buffer.h"
#include "vantrum/base/clock.h"
#include "vantrum/base/colour.h"
#include "vantrum/base/error.h"
#include "vantrum/base/file.h"
#include "vantrum/base/log.h"
#include "vantrum/base/mailbox.h"
#include "vantrum/base/memory.h"
#include "vantrum/base/utf8.h"

#endif
