// What an own message may have beyond its texts: hours, a picture, a link.
import { h, say } from './dom.js';
import { call } from './api.js';
import { confirm, edit } from './compose.js';
import { DAYS } from './draft.js';
import { checks, chips, field, button } from './fields.js';
import { marks, sentence } from './problems.js';
import { changed } from './state.js';
import { t } from './words.js';

const TYPES = ['image/png', 'image/jpeg', 'image/webp'];
const MOST_BYTES = 20 * 1024 * 1024;

export function hoursField(draft, set) {
  const { hours } = draft;
  return h('div', { class: 'hours', key: 'hours' },
    chips('show-when', t('showWhen'), ['always', 'open', 'closed'].map((value) => ({ value, label: t(`when-${value}`) })),
      draft.showWhen, (showWhen) => set({ showWhen })),
    chips('some-hours', t('hours'), [{ value: 'all', label: t('hoursAll') }, { value: 'some', label: t('hoursSome') }],
      hours ? 'some' : 'all', (value) => set({ hours: value === 'all' ? null
        : { days: DAYS.slice(0, 5), from: '08:00', until: '12:00' } })),
    hours ? h('div', { class: 'row' },
      checks('days', t('days'), DAYS.map((value) => ({ value, label: t(`dayShort-${value}`) })), hours.days,
        (days) => set({ hours: { ...hours, days: DAYS.filter((day) => days.includes(day)) } })),
      field('hours-from', t('hoursFrom'), { type: 'time', value: hours.from,
        oninput: (event) => set({ hours: { ...hours, from: event.target.value } }) }),
      field('hours-until', t('hoursUntil'), { type: 'time', value: hours.until,
        oninput: (event) => set({ hours: { ...hours, until: event.target.value } }) })) : null);
}

async function upload(form, file) {
  form.pictureWrong = '';
  if (!TYPES.includes(file.type))
    form.pictureWrong = t('pictureType');
  else if (file.size > MOST_BYTES)
    form.pictureWrong = t('pictureLarge');
  if (!form.pictureWrong) {
    form.uploading = true;
    changed();
    try {
      const { body } = await call('POST', '/v1/media', { file });
      const { sha256, href, type } = body;
      edit(form, { picture: { href, sha256, type, fit: 'cover', alt: form.draft.picture?.alt } });
      say(t('pictureTaken'));
    } catch (problem) {
      form.pictureWrong = problem.status === 422 ? t('pictureBroken') : sentence(problem);
    }
    form.uploading = false;
  }
  if (form.pictureWrong)
    say(form.pictureWrong, true);
  changed();
}

export function pictureField(form) {
  const { picture } = form.draft;
  const over = (on) => (event) => {
    event.preventDefault();
    form.over = on;
    changed();
  };
  const set = (members) => edit(form, { picture: { ...picture, ...members } });
  return h('section', { class: 'picture', 'aria-labelledby': 'picture-heading' },
    h('h2', { id: 'picture-heading' }, t('picture')),
    h('div', { class: `drop ${form.over ? 'over' : ''}`, ondragover: over(true), ondragleave: over(false),
      ondrop: (event) => {
        over(false)(event);
        const file = event.dataTransfer.files[0];
        if (file)
          upload(form, file);
      } },
    picture ? h('img', { src: picture.href, alt: picture.alt?.sv || t('pictureNoAlt'), class: 'thumb' }) : null,
    h('div', {},
      h('p', {}, form.uploading ? t('pictureComing') : t('pictureDrop')),
      h('div', { class: 'row' },
        h('label', { class: 'button file', for: 'picture-file' }, t(picture ? 'pictureOther' : 'pictureChoose')),
        h('input', { type: 'file', id: 'picture-file', class: 'unseen-input', accept: TYPES.join(','),
          onchange: (event) => {
            if (event.target.files[0])
              upload(form, event.target.files[0]);
            event.target.value = '';
          } }),
        picture ? button(t('remove'), () => edit(form, { picture: null }), { class: 'quiet' }) : null))),
    form.pictureWrong ? h('p', { class: 'field-wrong' }, form.pictureWrong) : null,
    picture ? h('div', { class: 'picture-more' },
      field('picture-alt', t('pictureAltLabel'), { type: 'text', lang: 'sv', maxlength: 200, value: picture.alt?.sv ?? '',
        oninput: (event) => set({ alt: event.target.value ? { ...picture.alt, sv: event.target.value } : undefined }) },
      { hint: t('pictureAltHint'), marks: marks(form.problem ?? form.look.problem, '/picture', form.draft.confirmed,
        (code, on) => confirm(form, code, on)) }),
      chips('fit', t('fit'), ['cover', 'contain'].map((value) => ({ value, label: t(`fit-${value}`) })),
        picture.fit ?? 'cover', (fit) => set({ fit }))) : null);
}

export function linkField(form) {
  const { link } = form.draft;
  const set = (members) => edit(form, { link: { ...link, ...members } });
  return h('section', { class: 'link-field', 'aria-labelledby': 'link-heading' },
    h('h2', { id: 'link-heading' }, t('link')),
    h('div', { class: 'columns' },
      field('link-href', t('linkAddress'), { type: 'url', inputmode: 'url', value: link.href, maxlength: 500,
        placeholder: 'https://', autocomplete: 'off', oninput: (event) => set({ href: event.target.value }) },
      { hint: t('linkHint'), marks: marks(form.problem ?? form.look.problem, '/link', form.draft.confirmed,
        (code, on) => confirm(form, code, on)) }),
      field('link-label', t('linkLabel'), { type: 'text', lang: 'sv', value: link.label, maxlength: 60,
        oninput: (event) => set({ label: event.target.value }) })));
}
