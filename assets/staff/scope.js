// Where a message is shown: all screens, or chosen screens and groups.
import { h } from './dom.js';
import { checks, chips } from './fields.js';
import { screensFor, state } from './state.js';
import { of, t } from './words.js';

export const nameOfScreen = (screen) => screen.name || of(screen.area) || screen.id;

// What a button that shows something says: "Show on all 3 screens", "Show on Entrance".
export function scopeWords(scope) {
  const meant = screensFor(scope);
  if (!scope?.length)
    return t('onAll', { n: meant.length });
  return meant.length === 1 ? t('onOne', { name: nameOfScreen(meant[0]) }) : t('onSome', { n: meant.length });
}

export function scopeField(id, form, change) {
  const screens = state.screens ?? [];
  const groups = [...new Set(screens.flatMap((screen) => screen.groups ?? []))].sort();
  const choosing = form.choosing || form.scope.length > 0;
  if (screens.length < 2)
    return null;
  return h('div', { class: 'scope', key: id },
    chips(id, t('where'), [{ value: 'all', label: t('allScreens', { n: screens.length }) },
      { value: 'some', label: t('choose') }], choosing ? 'some' : 'all',
    (value) => change({ scope: [], choosing: value === 'some' })),
    choosing ? checks(`${id}-some`, t('whichScreens'), [
      ...groups.map((group) => ({ value: group, label: t('groupOf', { name: group,
        n: screens.filter((screen) => screen.groups?.includes(group)).length }) })),
      ...screens.map((screen) => ({ value: screen.id, label: nameOfScreen(screen) })),
    ], form.scope, (scope) => change({ scope, choosing: true })) : null,
    choosing && !form.scope.length ? h('p', { class: 'hint' }, t('noneChosen')) : null);
}

// A message's `screens` member; undefined is all of the clinic.
export const scopeMember = (form) => (form.scope.length ? form.scope : undefined);
export const scopeMissing = (form) => Boolean(form.choosing) && !form.scope.length;
