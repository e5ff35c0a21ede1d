// What someone was writing, kept in this browser until it is sent: a session that expires, a closed window or a hub that
// is gone cost nothing. A draft belongs to its user and clinic; nobody else's page reads it. It ends after three days,
// when its user signs out, and never holds what may be an identity number.
import { clinicId, me } from './state.js';

const PREFIX = 'vantrum.draft.';
const LIFE_MS = 3 * 24 * 3600 * 1000;
// Ten digits or more, whatever stands between them: a field that has them is not kept, only what is on the page.
const MAY_BE_A_NUMBER = /(?:\p{Nd}[^\p{L}\p{Nd}]{0,3}){10,}/u;

const keyOf = (user, name) => `${PREFIX}${encodeURIComponent(user)}.${clinicId()}.${name}`;

export function keep(name, draft) {
  const safe = JSON.stringify({ at: Date.now(), draft }, (member, value) =>
    (typeof value === 'string' && !['href', 'sha256'].includes(member) && MAY_BE_A_NUMBER.test(value) ? '' : value));
  try {
    localStorage.setItem(keyOf(me(), name), safe);
  } catch {
    // The browser keeps nothing for us (private window, full): the draft lives as long as the page.
  }
}

export function kept(name) {
  try {
    const { at, draft } = JSON.parse(localStorage.getItem(keyOf(me(), name)) ?? '{}');
    return at && Date.now() - at < LIFE_MS ? draft : null;
  } catch {
    return null;
  }
}

export function drop(name) {
  localStorage.removeItem(keyOf(me(), name));
}

export function dropAllOf(user) {
  sweep((key) => key.startsWith(`${PREFIX}${encodeURIComponent(user)}.`));
}

// At start: what has grown too old, whoever's it was.
export function dropOld() {
  sweep((key) => {
    try {
      return Date.now() - JSON.parse(localStorage.getItem(key)).at >= LIFE_MS;
    } catch {
      return true;
    }
  });
}

function sweep(wanted) {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    if (wanted(key))
      localStorage.removeItem(key);
  }
}
