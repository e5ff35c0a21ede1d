// Between a message as the hub has it and what the form edits.
import { clinicId, screensFor } from './state.js';
import { fromLocal, rfc, toLocal, whenFull } from './time.js';
import { begin, resolve, resolved } from './until.js';
import { nameOfScreen, scopeMember } from './scope.js';
import { listOf, t } from './words.js';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export function emptyDraft() {
  return { title: {}, text: {}, kind: 'notice', priority: 'normal', from: '', until: begin(), showWhen: 'always',
    hours: null, scope: [], picture: null, link: { href: '', label: '' }, beside: '', confirmed: [], view: {} };
}

export function draftOf(message) {
  return { ...emptyDraft(), title: { ...message.title }, text: { ...message.text }, kind: message.kind,
    priority: message.priority ?? 'normal', from: '',
    until: message.valid_until ? { choice: 'other', other: toLocal(message.valid_until) } : begin(),
    showWhen: message.show_when ?? 'always', hours: message.hours?.[0] ?? null, scope: message.screens ?? [],
    picture: message.picture ?? null, link: { href: message.link?.href ?? '', label: message.link?.label?.sv ?? '' } };
}

const full = (texts) => Object.fromEntries(Object.entries(texts).filter(([, text]) => text?.trim()));

// `base` is the message that is changed: what the form does not show stays as it is. What the hub adds to a message
// that it hands out is not sent back.
export function messageFrom(draft, base = {}) {
  const message = { ...base };
  for (const name of ['state', 'created_at', 'created_by', 'changed_at', 'changed_by'])
    delete message[name];
  const { href } = draft.link;
  Object.assign(message, {
    clinic: base?.clinic ?? clinicId(), kind: draft.kind, priority: draft.priority, title: full(draft.title),
    text: full(draft.text), show_when: draft.showWhen, screens: scopeMember(draft), valid_until: resolved(draft.until),
    valid_from: draft.from ? rfc(fromLocal(draft.from)) : base?.valid_from,
    hours: draft.hours ? [draft.hours, ...(base?.hours ?? []).slice(1)] : undefined,
    picture: draft.picture ?? undefined,
    link: href.trim() ? { ...base?.link, href: href.trim(), label: draft.link.label.trim()
      ? { ...base?.link?.label, sv: draft.link.label.trim() } : base?.link?.label } : undefined,
  });
  if (!Object.keys(message.text).length)
    delete message.text;
  return message;
}

// "From now until today 17:00, Mondays and Wednesdays 08:00–12:00, while the clinic is open, on Entrance."
export function whenWords(draft) {
  const until = resolve(draft.until);
  const from = draft.from ? fromLocal(draft.from) : null;
  const parts = [t('inWords', { from: from ? whenFull(from) : t('fromNowWords'), until: until ? whenFull(until) : '…' })];
  if (draft.hours?.days.length)
    parts.push(t('inWordsHours', { days: listOf(draft.hours.days.map((day) => t(`day-${day}`))),
      from: draft.hours.from, until: draft.hours.until }));
  if (draft.showWhen !== 'always')
    parts.push(t(`inWords-${draft.showWhen}`));
  if (draft.scope.length)
    parts.push(t('inWordsScreens', { names: listOf(screensFor(draft.scope).map(nameOfScreen)) }));
  return `${parts.join(', ')}.`;
}
