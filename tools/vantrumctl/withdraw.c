#include "commands.h"

static int withdraw(const struct vr_ctl_arguments *arguments)
{
	struct vr_ctl_client client;
	const char *id = vr_ctl_id(arguments);
	if (!id)
		return VR_CTL_USAGE;
	int code = vr_ctl_client_open(&client, arguments);
	if (code == VR_CTL_DONE) {
		struct vr_ctl_reply reply;
		struct vr_buffer path;
		vr_ctl_path(&client, "messages", id, NULL, &path);
		code = vr_ctl_call(&client, "DELETE", vr_buffer_string(&path), NULL, &reply);
		vr_buffer_release(&path);
		if (code == VR_CTL_DONE)
			vr_ctl_say("%.200s is withdrawn", id);
		vr_ctl_reply_release(&reply);
	}
	vr_ctl_client_close(&client);
	return code;
}

const struct vr_ctl_command vr_ctl_withdraw = {
        .name = "withdraw",
        .operands = "ID",
        .what = "take a message off the screens",
        .least = 1,
        .most = 1,
        .run = withdraw,
};
