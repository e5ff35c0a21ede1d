// The staff page in Debian's Chromium. Speaks TAP; words on the command line choose cases. Pictures land in build/…/staff.
import './flows.mjs';
import './conduct.mjs';
import './views.mjs';
import { close, open, Stage } from './stage.mjs';
import { run } from './tap.mjs';

await open();
const good = await run(() => Stage.begin(), (stage, failedCase) => stage?.end(failedCase));
await close();
process.exit(good ? 0 : 1);
