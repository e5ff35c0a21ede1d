// Swedish. A phrase is text with {names}, or a function where a number changes it.
const is = (n, one, many) => (n === 1 ? one : many);
const NUMBERS = ['noll', 'en', 'två', 'tre', 'fyra', 'fem', 'sex', 'sju', 'åtta', 'nio', 'tio', 'elva', 'tolv'];
const number = (n) => NUMBERS[n] ?? `${n}`;
const upper = (text) => text[0].toUpperCase() + text.slice(1);

export default {
  // around every view
  nav: 'Sidor', navToday: 'I dag', navMessages: 'Meddelanden', navMorning: 'Morgonkoll', navAdmin: 'Hantera',
  waiting: '{n} väntar',
  skip: 'Till innehållet', clinic: 'Mottagning', switchUser: 'Byt användare', accountOf: 'Ditt konto: {user}',
  loading: 'Hämtar …', today: 'i dag', tomorrow: 'i morgon', yesterday: 'i går', unitHour: 'tim',
  cancel: 'Avbryt', close: 'Stäng', back: 'Tillbaka', change: 'Ändra', remove: 'Ta bort', save: 'Spara', add: 'Lägg till', set: 'Sätt',
  copy: 'Kopiera', copied: 'Kopierat.', done: 'Klart', more: 'Visa fler', other: 'annat …', choose: 'välj …', optional: 'valfritt', undo: 'Ångra',
  quoted: '”{text}”', changeNamed: 'Ändra: {title}',
  lost: 'Ingen kontakt med servern sedan {time}.',
  lostMore: 'Skärmarna fortsätter att visa det de har. Det du skriver finns kvar här. Vi försöker igen hela tiden.',
  hubBack: 'Kontakten med servern är tillbaka.',

  // signing in
  signIn: 'Logga in', signInTitle: 'Väntrummets skärmar', user: 'Användare', password: 'Lösenord',
  signInWrong: 'Användare eller lösenord stämmer inte.', signInHelp: 'Glömt lösenordet? Den som sköter skärmarna kan ge dig ett nytt.',
  expired: 'Du har varit inloggad länge. Logga in igen: det du skrev finns kvar.', welcomeBack: 'Välkommen tillbaka. Det du skrev finns kvar.',
  account: 'Ditt konto', signedInAs: ({ user, role }) => `Inloggad som ${user}. ${upper(role)}.`, changePassword: 'Byt lösenord', passwordNow: 'Nuvarande lösenord',
  passwordNew: 'Nytt lösenord', passwordChanged: 'Lösenordet är bytt.', passwordWrong: 'Det nuvarande lösenordet stämmer inte.',
  passwordShort: 'Det nya lösenordet är för kort. Välj ett längre.', signOut: 'Logga ut',
  signOutMore: 'När du loggar ut tas dina utkast bort från den här datorn. När du byter användare finns de kvar till dig, och ingen annan ser dem.',

  // screens
  screensNow: 'Skärmarna just nu', noScreensYet: 'Det finns inga skärmar än.', noScreens: 'Ingen skärm är vald.', noPicture: 'Ingen bild än',
  pictureAlt: '{name} visar {what}', identify: 'Vilken är det?', identifyNamed: 'Vilken är det? Låt {name} visa sitt namn',
  identified: '{name} visar sitt namn i 15 sekunder.', identifiedDark: '{name} har fått frågan, men TV:n är av.',
  showsNow: 'visas nu · {time}', panelOff: 'TV:n är av', panelOffShort: 'TV:n är av', panelUnknown: 'visas, men TV:n säger inte om den är på',
  screenAway: 'ingen kontakt sedan {time}', screenNever: 'har aldrig haft kontakt', awayShort: 'Ingen kontakt', notCurrent: 'visar något äldre',
  oldShort: 'Något äldre', wouldShow: 'Skulle visa {what}',
  allRight: ({ n, all }) => (all === 1 ? is(n, 'Skärmen visar rätt innehåll.', 'Skärmen behöver hjälp.')
    : n === all ? `Alla ${number(all)} skärmar visar rätt innehåll.` : `${upper(number(n))} av ${number(all)} skärmar visar rätt innehåll.`),
  todoDark: '{name}: slå på TV:n.', todoAway: '{name}: ingen kontakt, gå dit.', todoOld: '{name}: hämtar fortfarande det nya.', todoProblem: '{name}: se felet nedan.',
  'showing-nothing': 'ingenting', 'showing-waits': 'väntetiderna', 'showing-clinic': 'mottagningens öppettider', 'showing-message': 'ett meddelande',
  'showing-emergency': 'ett nödmeddelande', 'showing-idle': 'startbilden', 'showing-problem': 'en felbild',
  'problem-cache': 'Skärmens minne går inte att skriva i.', 'problem-config': 'Skärmens inställningar har ett fel.', 'problem-picture': 'En bild går inte att visa.',
  'problem-set-aside': 'En del av innehållet går inte att visa.', 'problem-programme-refused': 'Skärmen kan inte läsa det nya och visar det gamla.',

  // today
  newMessage: 'Nytt meddelande', ownMessage: 'Eget meddelande', waits: 'Väntetider', onScreens: 'På skärmarna', nothingOn: 'Inget meddelande visas.',
  allMessages: ({ n }) => `Alla meddelanden (${n})`, openUntil: 'Mottagningen är öppen till {time}.', closedUntil: 'Mottagningen är stängd till {time}.',
  openNow: 'Mottagningen är öppen.', closedNow: 'Mottagningen är stängd.', noSuchTemplate: 'Det meddelandet finns inte.',
  'short-normal': 'Vanligt', 'short-important': 'Viktigt', 'short-urgent': 'Brådskande', 'short-emergency': 'Nödmeddelande',
  endsAt: 'till {time}', endedAt: 'slutade {time}', startsAt: 'från {time}', endsReview: 'ska granskas senast {time}', endsNever: 'har inget slut',

  // writing
  howLong: 'Hur länge ska det visas?', untilClosing: 'till stängning {time}', untilTime: 'till {time}', untilThen: 'till dess',
  untilDays: ({ n, time }) => `${n === 7 ? 'en vecka' : n === 30 ? 'en månad' : `${n} dagar`}, till ${time}`, none: 'inget särskilt', untilHours: ({ n, time }) => `${is(n, 'en timme', `${n} timmar`)}, till ${time}`, untilWhen: 'Till när?',
  where: 'Var?', allScreens: ({ n }) => (n === 2 ? 'Båda skärmarna' : `Alla ${number(n)} skärmar`), whichScreens: 'Vilka skärmar?',
  groupOf: ({ name, n }) => `Grupp ${name} (${n})`, noneChosen: 'Välj minst en skärm.',
  onAll: ({ n }) => is(n, 'på skärmen', n === 2 ? 'på båda skärmarna' : `på alla ${n} skärmar`), onOne: 'på {name}', onSome: ({ n }) => `på ${n} skärmar`,
  show: 'Visa {where}', sending: 'Skickar …', print: 'Skriv ut', somethingMissing: 'Något saknas ovanför.',
  preview: 'Så här ser det ut', previewOn: 'Som på skärmen', previewAlt: 'Bild på {language}: {title}', previewComing: 'Ritar …',
  previewNotYet: 'Bilden kommer när du har fyllt i.', previewFailed: 'Bilden kunde inte ritas just nu.',
  pageBefore: 'Förra sidan', pageNext: 'Nästa sida', pageOf: 'Sida {page} av {pages}',
  languagesShown: ({ n }) => `${upper(n === 1 ? 'ett' : number(n))} språk`, round: 'Ett varv tar {time}.', roundLonger: 'Ett varv tar {time}, {more} mer än nu.', advice: 'Råd',
  sent: 'Skickat', sentForApproval: 'Skickat för godkännande',
  shownOn: ({ n, all, since }) => (all === 1 ? `Visas på skärmen sedan ${since}.` : `Visas på ${n} av ${all} skärmar sedan ${since}.`),
  reachedOn: ({ n, all, since }) => (all === 1 ? `Framme på skärmen sedan ${since}.` : `Framme på ${n} av ${all} skärmar sedan ${since}.`),
  onItsWay: ({ n }) => `På väg till ${is(n, 'skärmen', `${n} skärmar`)}. Det kommer efter den sida som visas nu.`,
  shownNowhere: 'Visas inte någonstans än. Skärmarna får det så snart de kan.',
  shownFrom: 'Visas från {time}.', waitsForApproval: 'Väntar på att en kollega godkänner. Det visas inte än.',
  changeWaits: 'Ändringen väntar på att en kollega godkänner. Till dess visas det som godkändes förut.',
  'screen-dark': '{name}: TV:n är av.', 'screen-away': '{name}: ingen kontakt sedan {time}.', 'screen-coming': '{name}: på väg.',
  'screen-unsure': '{name}: TV:n säger inte om den är på.', 'screen-never': '{name}: har aldrig haft kontakt.', 'screen-shown': '{name}: visas.',

  // own messages
  changeMessage: 'Ändra meddelande', texts: 'Texter', 'title-in': 'Rubrik, {language}', 'text-in': 'Text, {language}', languageBeside: 'Bredvid svenskan', missing: 'saknas',
  lengthOf: '{n} av högst {most} tecken som råd', kind: 'Vad är det?', 'kind-notice': 'från mottagningen', 'kind-health': 'hälsa', 'kind-news': 'nyhet', 'kind-alert': 'varning',
  priority: 'Hur ska det visas?', 'effect-normal': 'I tur och ordning med de andra.', 'effect-important': 'I varje varv och på alla språk.',
  'effect-urgent': 'Bryter in direkt, sedan efter varannan bild. Bara för det som rör alla nu.',
  from: 'Från när?', fromNow: 'nu', fromLater: 'senare …', fromWhen: 'Från', showWhen: 'Bara när mottagningen är …', 'when-always': 'alltid', 'when-open': 'öppen', 'when-closed': 'stängd',
  hours: 'Tider på dagen', hoursAll: 'hela dagen', hoursSome: 'vissa tider …', days: 'Dagar', hoursFrom: 'Från klockan', hoursUntil: 'Till klockan',
  'dayShort-mon': 'mån', 'dayShort-tue': 'tis', 'dayShort-wed': 'ons', 'dayShort-thu': 'tors', 'dayShort-fri': 'fre', 'dayShort-sat': 'lör', 'dayShort-sun': 'sön',
  'day-mon': 'måndagar', 'day-tue': 'tisdagar', 'day-wed': 'onsdagar', 'day-thu': 'torsdagar', 'day-fri': 'fredagar', 'day-sat': 'lördagar', 'day-sun': 'söndagar',
  inWords: 'Visas från {from} till {until}', fromNowWords: 'nu', inWordsHours: '{days} {from}–{until}', 'inWords-open': 'när mottagningen är öppen',
  'inWords-closed': 'när mottagningen är stängd', inWordsScreens: 'på {names}',
  picture: 'Bild', pictureDrop: 'Släpp en bild här (PNG, JPEG eller WebP).', pictureChoose: 'Välj bild', pictureOther: 'Välj en annan', pictureComing: 'Hämtar bilden …',
  pictureTaken: 'Bilden är hämtad.', pictureType: 'Det var ingen PNG, JPEG eller WebP.', pictureLarge: 'Bilden är för stor: högst 20 MB.',
  pictureBroken: 'Bilden gick inte att läsa.', pictureNoAlt: 'Bilden, inte beskriven', pictureAltLabel: 'Vad föreställer bilden? (svenska)',
  pictureAltHint: 'För den som inte ser bilden.', fit: 'Bilden', 'fit-cover': 'fyller ytan', 'fit-contain': 'visas hel',
  link: 'Länk', linkAddress: 'Adress', linkHint: 'Visas som QR-kod med adressen bredvid.', linkLabel: 'Vad finns där?',
  needsApproval: 'En kollega måste godkänna innan det visas.', saveAndShow: 'Spara och visa', throwAway: 'Kasta utkastet', writtenBy: 'Skrivet av {who}.',
  otherChanged: ({ who }) => `${who || 'Någon annan'} ändrade meddelandet medan du skrev. Så här är det nu:`, takeTheirs: 'Ta deras', keepMine: 'Behåll mitt',
  'advice-long-title': ({ n, most }) => `Rubriken har ${n} tecken. Högst ${most} läses lätt.`, 'advice-long-text': ({ n, most }) => `Texten har ${n} tecken. Högst ${most} läses lätt.`,
  'advice-long-sentence': ({ n, most }) => `En mening har ${n} ord. Högst ${most} läses lätt.`, adviceMissing: ({ n, languages }) => `Saknas på ${languages}. De som bara läser ${is(n, 'det', 'de språken')} får inget veta.`,
  'advice-missing-text': 'texten saknas, bara rubriken finns.', 'advice-no-end': 'Meddelandet har inget slut.', 'advice-no-alt': 'Bilden är inte beskriven.',
  adviceLong: 'För långt för en sida på {languages}: {n} sidor. Kortare läses lättare.',

  // what went wrong
  problemOffline: 'Servern svarar inte. Det du skrev finns kvar. Försök igen om en stund.', problemSession: 'Du behöver logga in igen.',
  problemIdentity: 'Det ser ut att finnas ett personnummer i texten. Sådana visas aldrig på en skärm. Inget har skickats vidare eller sparats.',
  identityHere: 'Här verkar det stå ett personnummer. Ta bort det: använd könummer och rum i stället.',
  problemConfirm: 'Något här kan peka ut en person. Titta efter och bekräfta om det är rätt.', doubtConfirm: 'Jag har tittat: det pekar inte ut någon.',
  'doubt-ten-digits': 'Tio siffror i rad kan vara ett personnummer.', 'doubt-failed-check': 'Det liknar ett personnummer med ett skrivfel.',
  'doubt-number-word': 'Ordet personnummer står bredvid siffror.', 'doubt-name-beside-room': 'Det kan vara ett namn bredvid ett rum. Använd könumret.',
  'doubt-birth-date': 'Det kan vara ett födelsedatum.', 'doubt-car-plate': 'Det kan vara ett bilnummer.',
  problemTaken: 'Det finns redan.', problemBad: 'Servern förstod inte det här.', problemForbidden: 'Du har inte behörighet till det här. Be en administratör.',
  problemGone: 'Det finns inte längre.', problemChanged: 'Någon annan har ändrat det under tiden.', problemLarge: 'Det är för stort.', problemType: 'Den filtypen går inte.',
  problemInvalid: 'Något behöver rättas.', problemMany: ({ n }) => `För många försök. Vänta ${is(n, 'en sekund', `${n} sekunder`)}.`, problemOther: 'Det gick inte (fel {n}).',
  fieldWrong: ({ detail }) => `Behöver rättas${detail ? `: ${detail}` : '.'}`,

  // waits
  stillRight: 'Stämmer ännu', byHand: 'Ändra för hand', setWait: 'Sätt väntetid: {name}', chipLong: 'lång', chipNoNew: 'inga nya', unit: 'Enhet', howLongWait: 'Hur länge?',
  'unit-minute': 'minuter', 'unit-hour': 'timmar', 'unit-day': 'dagar', 'unit-week': 'veckor',
  'amount-minute': '{text} min', 'amount-hour': '{text} tim', 'amount-day': ({ n, text }) => `${text} ${is(n, 'dag', 'dagar')}`, 'amount-week': ({ n, text }) => `${text} ${is(n, 'vecka', 'veckor')}`,
  'bound-about': '{time}', 'bound-at_least': 'minst {time}', 'bound-at_most': 'högst {time}',
  'level-short': 'kort väntan', 'level-normal': 'normal väntan', 'level-long': 'lång väntan', 'level-very_long': 'mycket lång väntan',
  waitClosed: 'stängt', waitNoNew: 'inga nya tas emot', waitFull: 'fullt', waitUnknown: 'ingen tid', 'care-with': 'med förtur', 'care-without': 'utan förtur',
  setAt: 'satt {time}', measuredAt: '{source} {time}', queueSystem: 'kösystemet', 'fresh-old': 'gammal', 'fresh-withdrawn': 'för gammal, visas inte', noWaits: 'Inga köer.',
  waitSet: '{name}: {value}. Visas på skärmarna.', waitRenewed: '{name}: stämmer ännu.',

  // messages
  everywhere: 'alla skärmar', by: 'av {who}', lacks: 'Saknar {languages}.', later: 'Kommer senare', takenDown: 'Borttagna', showTakenDown: 'Visa borttagna',
  noneTakenDown: 'Inget är borttaget.', showAgain: 'Visa igen', showAgainNamed: 'Visa igen: {title}', waitsForApprovalHeading: 'Väntar på godkännande',
  approve: 'Godkänn', approveNamed: 'Godkänn: {title}', approved: '{title} är godkänt.', notYourOwn: 'En annan än den som skrev måste godkänna.',
  keepApproved: 'Behåll det som visas', keepApprovedNamed: 'Behåll det som visas i stället för {title}', keptApproved: '{title} visas som förut.',
  pendingFrom: 'Från {who}, {time}', showPreview: 'Se hur det ser ut', hidePreview: 'Dölj bilden',
  withdraw: 'Ta bort', withdrawNamed: 'Ta bort från skärmarna: {title}', withdrawn: '”{title}” är borttaget.', notWithdrawn: '”{title}” är inte borttaget.',
  goneFrom: ({ n, all }) => (all === 1 ? is(n, 'Borta från skärmen.', 'Inte borta från skärmen än.') : `Borta från ${n} av ${all} skärmar.`),
  goThere: ({ names, n }) => `${names} nås inte och kan visa det ännu: ${is(n, 'gå dit.', 'gå till dem.')}`, restored: '”{title}” visas igen.',

  // emergencies
  emergency: 'Nödmeddelande', emergencyLink: 'Nödmeddelande …', noAlarm: 'Det här är inget brandlarm.',
  noAlarmMore: 'Det låter inte och larmar ingen. Tryck på larmknappen eller ring 112 först.', whatHappens: 'Vad ska stå på skärmarna?',
  holdHow: 'Håll nere i två sekunder, med musen, fingret, Enter eller mellanslag.', holdInstead: 'Jag kan inte hålla nere: bekräfta i två steg', holdLonger: 'Håll nere i två sekunder.',
  stepOne: 'Steg 1 av 2: jag vill visa det', stepFirst: 'Två steg i stället för att hålla nere.', stepSecond: 'Steg 2 av 2: tryck för att visa.',
  emergencyRunning: 'Nödmeddelande visas', dangerOver: 'Faran över …', dangerOverAsk: ({ n }) => `Nödmeddelandet tas bort och ”faran är över” visas i ${n} minuter.`,
  dangerOverYes: 'Faran över: visa {where}', dangerOverShown: 'Faran över visas.', withdrawOnly: 'Bara ta bort',
  drill: 'Övning', drillWord: 'ÖVNING', drillMore: 'Ordet övning står på varje sida och på alla språk. Ett riktigt nödmeddelande tar över genast.', drillLink: 'Öva i stället',
  drillShow: 'Öva {where}', drillRunning: 'Övning pågår', drillEnd: 'Avsluta övningen', freeText: 'Egen text (administratör)', headline: 'Rubrik', whatToDo: 'Vad man ska göra',
  printPrepared: 'Skriv ut de färdiga texterna',

  // morning
  morningMore: 'Läget {time}.', checkScreens: 'Skärmarna', checkScreensWell: ({ n }) => is(n, 'Skärmen är på och visar rätt', `Alla ${number(n)} skärmar är på och visar rätt`),
  checkWaits: ({ n }) => is(n, 'En väntetid är gammal', `${upper(number(n))} väntetider är gamla`), checkWaitsWell: 'Väntetiderna är färska',
  checkEnds: ({ n }) => is(n, 'Ett meddelande slutar i dag', `${upper(number(n))} meddelanden slutar i dag`), checkEndsWell: 'Inget slutar i dag',
  checkDue: ({ n }) => is(n, 'Ett meddelande behöver granskas', `${upper(number(n))} meddelanden behöver granskas`), checkDueWell: 'Inget behöver granskas',
  checkPending: ({ n }) => is(n, 'Ett meddelande väntar på godkännande', `${upper(number(n))} meddelanden väntar på godkännande`), checkPendingWell: 'Inget väntar på godkännande',
  'why-ends-today': 'slutar {time}', 'why-review-due': 'ska granskas senast {time}', 'why-overdue': 'skulle ha granskats {time}, visas inte längre', 'why-no-end': 'har inget slut',
  prolong: 'Förläng', stillGood: 'Gäller ännu', reviewed: '{title} gäller till nästa granskning {time}.',

  // admin
  screens: 'Skärmar', addScreen: 'Ny skärm', screenId: 'Kortnamn', screenIdHint: 'Små bokstäver, siffror och bindestreck.', screenName: 'Namn', area: 'Väntrum', groups: 'Grupper', groupsHint: 'Med komma emellan.',
  newToken: 'Ny nyckel', newTokenSure: '{name} slutar hämta tills den får den nya nyckeln.', removeSure: 'Ta bort {name}?', tokenOf: 'Nyckel för {name}', passwordOf: 'Lösenord för {name}',
  secretOnce: 'Visas bara nu. Skriv av det eller kopiera det.', users: 'Användare', addUser: 'Ny användare', role: 'Roll', 'role-viewer': 'får titta', 'role-editor': 'får visa meddelanden',
  'role-admin': 'får allt', clinics: 'Mottagningar', you: 'du själv', audit: 'Vem har gjort vad', auditAt: 'När', auditWho: 'Vem', auditWhat: 'Vad', auditTarget: 'På vad', confirmedCodes: 'bekräftade: {codes}',

  // paper
  printNow: 'Skriv ut', printMore: 'Sätt upp pappret när nätet ligger nere.', printedAt: 'Utskrivet {time}', printedUntil: 'Gäller till {time}', nothingToPrint: 'Inget att skriva ut.',
};
