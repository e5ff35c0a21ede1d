#include "private.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define WAITING_MAX 64

// A job on its way: to the worker in one queue, back in the other.
struct task {
	struct vr_hub_job *job;
	void (*done)(void *context, bool ran);
	void *context;
	bool ran;
};

struct worker {
	struct vr_queue *waiting, *ready;
	int bell; // readable when something is ready
	int watch;
	pthread_t thread;
	bool started;
	atomic_bool stopping; // what waits is not run any more
	size_t under_way;     // main thread's: taken and not yet collected
};

static void *work(void *context)
{
	struct worker *worker = context;
	struct task *task;
	while ((task = vr_queue_wait(worker->waiting))) {
		task->ran = !atomic_load(&worker->stopping);
		if (task->ran)
			task->job->run(task->job);
		// There is room: at most WAITING_MAX are under way.
		if (!vr_queue_put(worker->ready, task))
			abort();
	}
	return NULL;
}

static void ring(void *context)
{
	uint64_t one = 1;
	struct worker *worker = context;
	if (write(worker->bell, &one, sizeof one) < 0)
		vr_log(VR_LOG_ERROR, "hub", "the worker cannot tell that it is done");
}

struct worker *worker_create(int watch)
{
	struct worker *worker = vr_alloc(1, sizeof *worker);
	worker->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	worker->watch = watch;
	worker->waiting = vr_queue_create(WAITING_MAX, free, (struct vr_wake){0});
	worker->ready = vr_queue_create(WAITING_MAX, free, (struct vr_wake){.call = ring, .context = worker});
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = worker};
	if (epoll_ctl(watch, EPOLL_CTL_ADD, worker->bell, &event) < 0)
		vr_log(VR_LOG_ERROR, "hub", "the worker cannot be watched");
	// Signals are the main thread's.
	sigset_t all, before;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	worker->started = pthread_create(&worker->thread, NULL, work, worker) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return worker;
}

bool worker_take(struct worker *worker, struct vr_hub_job *job, void (*done)(void *context, bool ran), void *context)
{
	if (!worker->started || worker->under_way == WAITING_MAX)
		return false;
	struct task *task = vr_alloc(1, sizeof *task);
	*task = (struct task){.job = job, .done = done, .context = context};
	if (!vr_queue_put(worker->waiting, task)) {
		free(task);
		return false;
	}
	worker->under_way++;
	return true;
}

void worker_collect(struct worker *worker)
{
	uint64_t count;
	struct task *task;
	if (read(worker->bell, &count, sizeof count) < 0 && errno != EAGAIN)
		vr_log(VR_LOG_ERROR, "hub", "the worker's bell is broken");
	while ((task = vr_queue_take(worker->ready))) {
		worker->under_way--;
		task->done(task->context, task->ran);
		free(task);
	}
}

void worker_destroy(struct worker *worker)
{
	if (!worker)
		return;
	atomic_store(&worker->stopping, true);
	vr_queue_close(worker->waiting);
	if (worker->started)
		pthread_join(worker->thread, NULL);
	worker_collect(worker);
	epoll_ctl(worker->watch, EPOLL_CTL_DEL, worker->bell, NULL);
	close(worker->bell);
	vr_queue_destroy(worker->waiting);
	vr_queue_destroy(worker->ready);
	free(worker);
}
