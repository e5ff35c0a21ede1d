// The stage: everything that turns a slide into pixels, the same for the wall, `render` and `simulate`: fonts, theme,
// catalogues, pictures. Main thread only. Private to app.
#ifndef VANTRUM_APP_STAGE_H
#define VANTRUM_APP_STAGE_H

#include "pictures.h"

#include "vantrum/config.h"
#include "vantrum/plan.h"
#include "vantrum/slide.h"

struct stage;

// The source of pictures is borrowed. wake as for vr_pictures_create.
bool vr_stage_create(const struct vr_config *config, int width, int height, const struct picture_source *source,
                     struct vr_wake wake, struct stage **out, struct vr_error *error) VR_MUST_USE;
void vr_stage_destroy(struct stage *stage);

// Another size or another distance: everything measured before is void.
void vr_stage_resize(struct stage *stage, const struct vr_config *config, int width, int height);

// Other colours than the light theme's. Copied; layouts stay as they are.
void vr_stage_theme(struct stage *stage, const struct vr_theme *theme);
// Which languages the configuration gives this screen. Borrows from the stage.
struct vr_plan_choice vr_stage_choice(const struct stage *stage);

const struct vr_look *vr_stage_look(const struct stage *stage);

// A line for technicians in the corner of every slide; NULL: none. Copied.
void vr_stage_mark(struct stage *stage, const char *mark);

// Measures at most max items that plan wants into the book; returns how many it did: 0, all is known.
size_t vr_stage_measure(struct stage *stage, const struct vr_plan *plan, const struct vr_plan_input *input,
                        struct vr_book *book, size_t max);

// Starts or goes on decoding what the slide shows; nothing is left to do where it is painted ahead. PICTURE_BROKEN:
// compose without.
enum readiness vr_stage_prepare(struct stage *stage, const struct vr_slide *slide);

// The slide is on the screen: no other one's decoded picture is needed any more. Its own is, for its clock moves on.
void vr_stage_keep_picture(struct stage *stage, const struct vr_slide *slide);

// Takes what the worker finished; true when layouts that were measured with a picture are void.
bool vr_stage_collect(struct stage *stage);

// Pixels of the stage's size; the caller releases them. One that was painted ahead is given as it is, unless it would
// be painted otherwise now.
bool vr_stage_paint(struct stage *stage, const struct vr_slide *slide, struct vr_pixels *out,
                    struct vr_error *error) VR_MUST_USE;
// Paints the slide for the next vr_stage_paint. Its picture must be decoded, or broken.
void vr_stage_paint_ahead(struct stage *stage, const struct vr_slide *slide);
bool vr_stage_paint_problem(struct stage *stage, const struct vr_problem *problem, struct vr_pixels *out,
                            struct vr_error *error) VR_MUST_USE;
bool vr_stage_paint_identity(struct stage *stage, const struct vr_identity *identity, struct vr_pixels *out,
                             struct vr_error *error) VR_MUST_USE;

#endif
