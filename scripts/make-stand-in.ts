/** `npx tsx scripts/make-stand-in.ts FOLDER`: writes the stand-in for CLAP, to try the bot's CLAP mode without CLAP. */
import { writeStandIn } from './stand-in/write-stand-in.ts';

const [modelsDir, ...rest] = process.argv.slice(2);
if (modelsDir === undefined || rest.length > 0) {
  console.error('Usage: npx tsx scripts/make-stand-in.ts FOLDER');
  process.exitCode = 2;
} else {
  console.log(`A stand-in, not CLAP: ${await writeStandIn(modelsDir)}`);
}
