import { parseArgs } from 'node:util';
import { writeStandIn } from './clap-stand-in/write-stand-in.ts';

/**
 * Writes a small stand-in CLAP model, so that the bot's CLAP mode can be tried without the real model:
 * `npx tsx scripts/make-clap-stand-in.ts FOLDER`. With `--full-size [--fp32]` it is as large and as slow as the real model.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'full-size': { type: 'boolean' }, fp32: { type: 'boolean' } },
});
const [modelsDir, ...rest] = positionals;
if (modelsDir === undefined || rest.length > 0) {
  console.error('Usage: npx tsx scripts/make-clap-stand-in.ts FOLDER [--full-size] [--fp32]');
  process.exitCode = 2;
} else {
  const size = values['full-size'] ? 'full' : 'small';
  const folder = await writeStandIn(modelsDir, { size, dtype: values.fp32 ? 'fp32' : 'q8' });
  console.log(`A stand-in, not CLAP: ${folder}`);
}
