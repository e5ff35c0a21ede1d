// Times in the clinic's zone, whatever the zone of the computer, and in the page's language.
import { lang, t } from './words.js';

const MINUTE = 60000;
let zone = 'Europe/Stockholm';
let ahead = 0; // how far the hub's clock is ahead of this computer's

export function setZone(name) {
  zone = name || zone;
}

export function setNow(hubTime) {
  const then = Date.parse(hubTime ?? '');
  if (!Number.isNaN(then))
    ahead = then - Date.now();
}

export const now = () => new Date(Date.now() + ahead);

const kept = new Map();
function formatter(options, locale = lang() === 'sv' ? 'sv-SE' : 'en-GB') {
  const key = JSON.stringify([locale, zone, options]);
  if (!kept.has(key))
    kept.set(key, new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }));
  return kept.get(key);
}

const date = (time) => (time instanceof Date ? time : new Date(time));
export const clock = (time) => formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(date(time));
export const clockSeconds = (time) =>
  formatter({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(date(time));

// "2026-11-24T10:42" in the zone, the form that date fields speak.
export function toLocal(time) {
  const parts = {};
  for (const { type, value } of formatter({ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit',
    minute: '2-digit', hourCycle: 'h23' }, 'en-GB').formatToParts(date(time)))
    parts[type] = value;
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

// The instant of a local time of the zone. Of an hour that comes twice the first; one that is left out moves on.
export function fromLocal(local) {
  const wanted = Date.parse(`${local}Z`);
  if (Number.isNaN(wanted))
    return null;
  const offset = (at) => Date.parse(`${toLocal(new Date(at))}Z`) - Math.floor(at / MINUTE) * MINUTE;
  const first = wanted - offset(wanted - 24 * 60 * MINUTE);
  const found = offset(first) === wanted - first ? first : wanted - offset(wanted);
  return new Date(found);
}

export const rfc = (time) => date(time).toISOString().replace(/\.\d+Z$/, 'Z');

function daysFromToday(time) {
  const day = (at) => Date.parse(`${toLocal(at).slice(0, 10)}T00:00Z`);
  return Math.round((day(date(time)) - day(now())) / (24 * 60 * MINUTE));
}

export function day(time) {
  const away = daysFromToday(time);
  if (away === 0)
    return t('today');
  if (away === 1)
    return t('tomorrow');
  if (away === -1)
    return t('yesterday');
  const far = Math.abs(away) > 300;
  return formatter({ weekday: far ? undefined : 'short', day: 'numeric', month: 'long',
    year: far ? 'numeric' : undefined }).format(date(time));
}

// "10:42" today, else with its day.
export const when = (time) => (daysFromToday(time) === 0 ? clock(time) : `${day(time)} ${clock(time)}`);
export const whenFull = (time) => `${day(time)} ${clock(time)}`;
// On paper, where "today" does not last.
export const onPaper = (time) => formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit',
  hourCycle: 'h23' }).format(date(time));
export const isToday = (time) => daysFromToday(time) === 0;

// "7 min 10 s"
export function span(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [];
  if (whole >= 3600)
    parts.push(`${Math.floor(whole / 3600)} ${t('unitHour')}`);
  if (whole >= 60 && Math.floor(whole / 60) % 60)
    parts.push(`${Math.floor(whole / 60) % 60} min`);
  if (whole < 3600 && (whole % 60 || whole === 0))
    parts.push(`${whole % 60} s`);
  return parts.join('\u00a0');
}

// "in 3 minutes", "2 days ago", roughly.
export function ago(time) {
  const minutes = Math.round((date(time) - now()) / MINUTE);
  const words = new Intl.RelativeTimeFormat(lang(), { numeric: 'always' });
  if (Math.abs(minutes) < 60)
    return words.format(minutes, 'minute');
  if (Math.abs(minutes) < 48 * 60)
    return words.format(Math.round(minutes / 60), 'hour');
  return words.format(Math.round(minutes / 1440), 'day');
}
