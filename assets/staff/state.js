// What the page knows, and keeping it fresh. Views read `state`; whoever changes it calls changed().
import { call, get, listen, nextOf, query } from './api.js';
import { setNow, setZone, now } from './time.js';

const POLL_MS = 5000;
const PAGE = 200;

export const state = {
  phase: 'starting', // starting, out (sign-in is shown), in
  expired: '',       // the user whose session ended by itself
  session: null,
  clinic: null,      // of session.clinics
  route: { name: 'today', args: [] },
  screens: null, waits: null, messages: null, templates: null, review: null,
  lostAt: null,      // when the hub was last heard, while it does not answer
  back: false,       // it answers again
  polling: false,
  undo: null,        // see withdraw.js
  notes: new Map(),  // view → what it keeps between two renderings
};

let draw = () => {};
let drawing = false;

export function onChange(render) {
  draw = render;
}

export function changed() {
  if (drawing)
    return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    draw();
  });
}

// What a view keeps for itself until another person signs in.
export function note(name, begin = () => ({})) {
  if (!state.notes.has(name))
    state.notes.set(name, begin());
  return state.notes.get(name);
}

export const role = () => state.session?.role ?? 'viewer';
export const mayEdit = () => role() !== 'viewer';
export const isAdmin = () => role() === 'admin';
export const me = () => state.session?.user ?? '';
export const clinicId = () => state.clinic?.id;
export const languages = () => state.clinic?.languages ?? ['sv'];
export const inClinic = (path, more = {}) => path + query({ clinic: clinicId(), ...more });
export const screenOf = (id) => state.screens?.find((screen) => screen.id === id);
export const messageOf = (id) => state.messages?.find((message) => message.id === id);

// The clinic's screens that a message is for: `screens` are ids and groups, none means all.
export function screensFor(scope) {
  const all = state.screens ?? [];
  if (!scope?.length)
    return all;
  return all.filter((screen) => scope.includes(screen.id) || screen.groups?.some((group) => scope.includes(group)));
}

export const isOver = (message) => Boolean(message.valid_until) && new Date(message.valid_until) <= now();
export const isLater = (message) => Boolean(message.valid_from) && new Date(message.valid_from) > now();
export const isActive = (message) => message.state === 'active' && !isOver(message);
// What the screens have of a message: while a change waits, what was approved before it.
const shown = (message) => (message.approved
  ? { ...message.approved, clinic: message.clinic, created_by: message.created_by, state: 'active' } : message);
export const shownMessages = () => (state.messages ?? []).map(shown).filter(isActive);
export const emergencies = () => shownMessages().filter((m) => m.priority === 'emergency' && !isLater(m));

export function takeSession(session) {
  state.session = session;
  setNow(session.now);
  const kept = localStorage.getItem(`vantrum.clinic.${session.user}`);
  const same = state.clinic?.id ?? kept;
  state.clinic = session.clinics.find((clinic) => clinic.id === same) ?? session.clinics[0] ?? null;
  setZone(state.clinic?.time_zone);
}

export function chooseClinic(id) {
  localStorage.setItem(`vantrum.clinic.${me()}`, id);
  state.clinic = state.session.clinics.find((clinic) => clinic.id === id);
  setZone(state.clinic.time_zone);
  forget();
  changed();
  return refresh();
}

// Nothing that belonged to one person or clinic is shown to the next.
export function forget() {
  Object.assign(state, { screens: null, waits: null, messages: null, templates: null, review: null, undo: null });
  state.notes.clear();
}

async function everyMessage() {
  const list = [];
  for (let path = inClinic('/v1/messages', { limit: PAGE }); path;) {
    const { body, headers } = await call('GET', path);
    list.push(...body);
    path = nextOf(headers);
  }
  return list;
}

// Brings everything up to date once. Parts that fail keep what they had.
export async function refresh() {
  if (!state.clinic)
    return;
  const before = clinicId();
  const parts = {
    screens: get(inClinic('/v1/screens')), waits: get(inClinic('/v1/waits')), messages: everyMessage(),
    templates: state.templates ?? get(inClinic('/v1/templates')),
    review: state.route.name === 'morning' ? get(inClinic('/v1/review')) : state.review,
  };
  const results = await Promise.allSettled(Object.values(parts));
  if (before !== clinicId() || state.phase !== 'in')
    return;
  Object.keys(parts).forEach((name, i) => {
    if (results[i].status === 'fulfilled' && results[i].value)
      state[name] = results[i].value;
  });
  changed();
}

let timer = 0;
let turns = 0;

// Polls while the page is in view; once a minute the session too, for opening times and the hub's clock.
export function startPolling() {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    if (state.phase === 'in' && !document.hidden) {
      turns += 1;
      if (turns % 12 === 0)
        await get('/v1/session').then(takeSession).catch(() => {});
      await refresh();
    }
    startPolling();
  }, POLL_MS);
}

listen({
  lost() {
    if (state.lostAt)
      return;
    state.lostAt = now();
    state.back = false;
    changed();
  },
  reached() {
    if (!state.lostAt)
      return;
    state.lostAt = null;
    state.back = true;
    changed();
  },
});

document.addEventListener('visibilitychange', () => {
  if (!document.hidden && state.phase === 'in')
    refresh();
});
