// A made-up clinic for the played hub.
const MINUTE = 60000;
const rfc = (ms) => new Date(ms).toISOString().replace(/\.\d+Z/, 'Z');
const ahead = (minutes) => rfc(Date.now() + minutes * MINUTE);
const LANGUAGES = ['sv', 'fi', 'en', 'ar', 'so'];
const texts = (sv, fi, en, ar, so) => ({ sv, fi, en, ar, so });

export const users = {
  reception: { password: 'lind-och-lönn', role: 'editor', clinics: ['almen'] },
  nurse: { password: 'björk-och-bok', role: 'editor', clinics: ['almen'] },
  boss: { password: 'ek-och-en', role: 'admin', clinics: ['almen', 'linden'] },
  guest: { password: 'asp-och-al', role: 'viewer', clinics: ['almen'] },
};

export const clinics = [
  { id: 'almen', name: { sv: 'Almens vårdcentral', en: 'Almen Health Centre' }, languages: LANGUAGES, time_zone: 'Europe/Stockholm', approval: false,
    opening: { state: 'open', change: ahead(200) } },
  { id: 'linden', name: { sv: 'Lindens vårdcentral', en: 'Linden Health Centre' }, languages: ['sv', 'en'], time_zone: 'Europe/Stockholm', approval: true,
    opening: { state: 'closed', change: ahead(600) } },
];

const screen = (id, name, more) => ({ id, clinic: 'almen', name, area: { sv: 'Väntrum B', en: 'Waiting room B' }, groups: ['väntrum'], online: true,
  last_seen: ahead(0), panel: 'on', showing: { slide: 'waits', id: '', languages: ['sv'] }, sequence: 412, current: true, problems: [],
  display: { width: 1920, height: 1080, rotate: 0, diagonal_in: 43, viewing_distance_m: 3 }, version: '1', clock: 'trusted', picture_at: ahead(0), ...more });

export const screens = () => [
  screen('entrance', 'Entrén', { picture: 'waits', groups: ['entré'] }),
  screen('room-b', 'Väntrum B', { picture: 'message-picture', showing: { slide: 'message', id: 'wash', languages: ['sv'] } }),
  screen('floor-2', 'Plan 2', { picture: 'clinic-open', panel: 'off', showing: { slide: 'clinic', id: '', languages: ['sv'] } }),
  screen('linden-1', 'Linden', { clinic: 'linden', picture: 'waits', groups: [] }),
];

const wait = (id, name, more) => ({ id, clinic: 'almen', name: { sv: name, en: more.en ?? name }, state: 'open', accepting: 'yes', measure: 'wait', freshness: 'fresh',
  statistic: 'staff', measured_at: ahead(-4), good_for_s: 3600, ...more });

export const waits = () => [
  wait('drop-in', 'Drop-in', { wait: { from: 45, unit: 'minute', bound: 'about' } }),
  wait('lab', 'Provtagning', { en: 'Blood tests', wait: { from: 10, unit: 'minute', bound: 'about' }, statistic: 'median', source: 'Kösystemet', measured_at: ahead(-2) }),
  wait('doctor', 'Läkare', { en: 'Doctor', level: 'long', freshness: 'old', measured_at: ahead(-80) }),
  wait('physio', 'Fysioterapeut', { en: 'Physiotherapist', measure: 'planned', wait: { from: 3, to: 4, unit: 'week', bound: 'about' }, statistic: 'forecast', source: 'Utbudstjänsten' }),
];

const message = (id, title, text, more) => ({ id, clinic: 'almen', kind: 'notice', priority: 'normal', title, text, state: 'active', issued_at: ahead(-600), created_by: 'boss',
  created_at: ahead(-600), ...more });

export const messages = () => [
  message('wash', texts('Tvätta händerna', 'Pese kädet', 'Wash your hands', 'اغسل يديك', 'Gacmahaaga dhaq'),
    texts('Med tvål, i 20 sekunder.', 'Saippualla, 20 sekuntia.', 'With soap, for 20 seconds.', 'بالصابون، لمدة 20 ثانية.', 'Saabuun, 20 ilbiriqsi.'),
    { kind: 'health', valid_until: ahead(60 * 24 * 30) }),
  message('queue', texts('Ta en nummerlapp', 'Ota vuoronumero', 'Take a number', 'خذ رقمًا', 'Qaado nambar'), texts('Vid ingången.', 'Ovella.', 'By the door.', 'عند المدخل.', 'Albaabka.'),
    { priority: 'important', valid_until: ahead(60 * 24 * 90) }),
  message('fasting', { sv: 'Prov i morgon? Ät inget efter kl. 22', en: 'Test tomorrow? Do not eat after 22' }, { sv: 'Vatten går bra.', en: 'Water is fine.' }, { valid_until: ahead(190) }),
  message('walk', { sv: 'Gå gärna en runda', en: 'Feel free to take a walk' }, { sv: 'Säg till i kassan först.' }, { review_by: '2026-11-28' }),
  message('christmas', { sv: 'Stängt i jul', en: 'Closed over Christmas' }, { sv: 'Vi öppnar igen den 27 december.' }, { valid_from: ahead(60 * 24 * 14), valid_until: ahead(60 * 24 * 33) }),
  message('parking', { sv: 'Nya parkeringsregler', en: 'New parking rules' }, { sv: 'Lös biljett i automaten.', en: 'Get a ticket from the machine.' },
    { state: 'pending', created_by: 'nurse', valid_until: ahead(60 * 24 * 7) }),
  message('old-news', { sv: 'Vaccin i oktober' }, { sv: 'Boka i kassan.' }, { state: 'withdrawn', valid_until: ahead(60 * 24) }),
];

export const review = (list) => [
  { id: 'fasting', why: 'ends-today' }, { id: 'walk', why: 'review-due' },
].filter(({ id }) => list.some((one) => one.id === id && one.state === 'active'))
  .map(({ id, why }) => ({ id, title: list.find((one) => one.id === id).title, why, at: ahead(why === 'ends-today' ? 190 : 60 * 24 * 4) }));

const label = (sv, en) => ({ sv, en });
const minutes = { name: 'minutes', type: 'minutes', label: label('Hur många minuter?', 'How many minutes?'), suggestions: [20, 40, 60], min: 5, max: 240 };

export const templates = [
  { id: 'doctor-late', kind: 'notice', priority: 'important', icon: 'clock', label: label('Läkaren är försenad', 'The doctor is late'), values: [minutes], ends: 'closing' },
  { id: 'lab-closed', kind: 'notice', priority: 'important', icon: 'caution', label: label('Provtagningen stängd', 'Blood tests closed'),
    values: [{ name: 'until', type: 'time', label: label('Till när?', 'Until when?'), suggestions: ['10:00', '23:58'] }], ends: 'value:until' },
  { id: 'drop-in-full', kind: 'notice', priority: 'important', icon: 'door', label: label('Drop-in är full', 'Drop-in is full'), values: [], ends: 'closing' },
  { id: 'new-hours', kind: 'notice', priority: 'normal', icon: 'calendar', label: label('Ändrade öppettider', 'Changed opening hours'),
    values: [{ name: 'hours', type: 'hours', label: label('Öppet när?', 'Open when?'), suggestions: [{ from: '08:00', until: '12:00' }, { from: '08:00', until: '15:00' }] }], ends: 'closing' },
  { id: 'mask', kind: 'health', priority: 'normal', icon: 'mask', label: label('Använd munskydd', 'Wear a mask'), values: [], ends: 'closing' },
  { id: 'vaccination', kind: 'health', priority: 'normal', icon: 'vaccine', label: label('Vaccination', 'Vaccination'),
    values: [{ name: 'year', type: 'year', label: label('Födda till och med år?', 'Born up to the year?'), suggestions: [1961, 1951], min: 1900, max: 2026 },
      { name: 'vaccine', type: 'choice', label: label('Vilket vaccin?', 'Which vaccine?'), optional: true, choices: [{ value: 'flu', label: label('influensa', 'flu') }] }], ends: 'days:30' },
  { id: 'leave', emergency: true, kind: 'alert', priority: 'emergency', icon: 'exit', label: label('Lämna lokalen', 'Leave the building'), values: [], ends: 'hours:4' },
  { id: 'stay', emergency: true, kind: 'alert', priority: 'emergency', icon: 'home', label: label('Stanna inomhus', 'Stay inside'), values: [], ends: 'hours:4' },
  { id: 'call-off', emergency: true, kind: 'alert', priority: 'emergency', icon: 'check', label: label('Faran är över', 'Danger over'), values: [], ends: 'hours:1' },
];

const WORDS = {
  'doctor-late': ({ minutes: n }) => [texts(`Läkaren är ${n} min sen`, `Lääkäri on ${n} min myöhässä`, `The doctor is ${n} min late`, `الطبيب متأخر ${n} دقيقة`, `Dhakhtarku wuu daahay ${n} daqiiqo`),
    texts('Du behåller din plats. Säg till om du mår sämre.', 'Säilytät paikkasi. Kerro, jos vointisi huononee.', 'You keep your place. Tell us if you feel worse.',
      'تحتفظ بدورك. أخبرنا إذا ساءت حالتك.', 'Booskaaga waa kuu harayaa. Noo sheeg haddaad ka sii darto.')],
  leave: () => [texts('Lämna lokalen nu', 'Poistu heti', 'Leave now', 'غادر المكان الآن', 'Hadda ka bax'), texts('Gå ut. Följ personalen.', 'Mene ulos. Seuraa henkilökuntaa.', 'Go outside. Follow the staff.', 'اخرج. اتبع الموظفين.', 'Bannaanka u bax. Raac shaqaalaha.')],
  stay: () => [texts('Stanna inomhus', 'Pysy sisällä', 'Stay inside', 'ابق في الداخل', 'Gudaha joog'), texts('Stäng dörrar och fönster.', 'Sulje ovet ja ikkunat.', 'Close doors and windows.', 'أغلق الأبواب والنوافذ.', 'Xir albaabada iyo daaqadaha.')],
  'call-off': () => [texts('Faran är över', 'Vaara on ohi', 'The danger is over', 'زال الخطر', 'Khatartii way dhammaatay'), texts('Du kan vara kvar.', 'Voit jäädä.', 'You may stay.', 'يمكنك البقاء.', 'Waad joogi kartaa.')],
};

export function fill({ id, values }) {
  const { kind, priority, label: name } = templates.find((template) => template.id === id);
  const [title, text] = WORDS[id]?.(values ?? {}) ?? [texts(name.sv, name.sv, name.en, name.en, name.en), undefined];
  return { kind, priority, title, ...(text ? { text } : {}) };
}
