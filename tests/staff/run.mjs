// The staff page, and the page for anybody, in Debian's Chromium without a window (half the work of the one that could
// have one). Speaks TAP. Pictures land in build/…/staff.
//   node run.mjs flows|views|public [WORD…]     a WORD chooses cases whose name contains it
import { close, open, Stage } from './stage.mjs';
import { run } from './tap.mjs';

const PARTS = { flows: ['./flows.mjs', './conduct.mjs', './realflows.mjs'], views: ['./views.mjs'], public: ['./public.mjs'] };
const [part, ...words] = process.argv.slice(2);
if (!PARTS[part]) {
  console.error('usage: node run.mjs flows|views|public [WORD…]');
  process.exit(2);
}
for (const file of PARTS[part])
  await import(file);
await open();
const good = await run(words, () => Stage.begin(), (stage, failedCase) => stage?.end(failedCase));
await close();
process.exit(good ? 0 : 1);
