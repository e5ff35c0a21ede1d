// Room model: the values that everything is about. Plain, const once built, no behaviour beyond looking things up.
#ifndef VANTRUM_MODEL_H
#define VANTRUM_MODEL_H

#include "vantrum/model/book.h"
#include "vantrum/model/programme.h"
#include "vantrum/model/slide.h"

#endif
