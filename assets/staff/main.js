// Starts the page: which view stands at which address, and drawing it when something changed.
import { focusLater, h, patch } from './dom.js';
import { get, listen } from './api.js';
import { dropOld } from './drafts.js';
import * as admin from './admin.js';
import * as emergency from './emergency.js';
import * as messages from './messages.js';
import * as morning from './morning.js';
import * as own from './own.js';
import * as print from './print.js';
import * as signin from './signin.js';
import * as today from './today.js';
import { frame, signInFrame } from './shell.js';
import { changed, onChange, refresh, startPolling, state } from './state.js';
import { lang, of, setLang, t } from './words.js';

const account = { view: signin.account, title: signin.title };
const VIEWS = { today, new: today, messages, message: messages, own, change: own, emergency, morning, admin, print, account };
const app = document.getElementById('app');

function routeOf(hash) {
  const [name, ...args] = hash.replace(/^#\/?/, '').split('/').map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return '';
    }
  });
  return VIEWS[name] ? { name, args: args.filter(Boolean) } : { name: 'today', args: [] };
}

function draw() {
  if (state.phase === 'starting')
    return patch(app, [h('p', { class: 'hint starting' }, t('loading'))]);
  document.documentElement.classList.toggle('with-strip', Boolean(state.undo));
  if (state.phase === 'out') {
    document.title = `${t('signIn')} – Väntrum`;
    return patch(app, signInFrame(signin.view()));
  }
  const { name, args } = state.route;
  const view = VIEWS[name];
  document.title = [view.title(args), of(state.clinic?.name), 'Väntrum'].filter(Boolean).join(' – ');
  return patch(app, frame(view.view(args)));
}

window.addEventListener('hashchange', () => {
  const before = state.route;
  state.route = routeOf(location.hash);
  changed();
  if (state.phase !== 'in')
    return;
  // The panel of a notice opens beside the page; every other view starts at its top.
  const panel = state.route.name === 'new' || before.name === 'new' && state.route.name === 'today';
  if (!panel)
    window.scrollTo(0, 0);
  focusLater(state.route.name === 'new' ? '#panel-heading' : 'h1');
  if (state.route.name === 'morning')
    refresh();
});

listen({ unauthorized: () => state.phase === 'in' && signin.leave(true) });
onChange(draw);
setLang(lang());
dropOld();
state.route = routeOf(location.hash);
draw();

async function start() {
  try {
    signin.begin(await get('/v1/session', { quiet: true }));
  } catch (problem) {
    if (problem.offline)
      setTimeout(start, 2000);
    else
      signin.leave(false);
    changed();
  }
  if (!state.polling)
    startPolling();
  state.polling = true;
}
start();
