import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { createFfmpegCore } from '../../src/engine/decode/ffmpeg-core.ts';
import { startPlayground } from '../../src/playground/playground.ts';
import { samplePath } from '../../tests/helpers/samples.ts';

/** The Discord of `npm run bench:load`, in a process of its own: N members who search, each again once answered. */

export const Orders = z.discriminatedUnion('order', [
  z.object({ order: z.literal('search'), seconds: z.number() }),
  z.object({ order: z.literal('stop') }),
]);

/** Milliseconds, one of each for every search. */
export interface Report {
  readonly acknowledged: number[];
  readonly answered: number[];
  /** Searches that got no answer, or one that was no ranking. */
  readonly failures: string[];
}

/** Searched with as they are, 0.3 to 9 s long. */
const QUERIES = ['loop_amen', 'ambi_choir', 'guit_e_fifths', 'bass_woodsy_c', 'drum_roll', 'tabla_ghe1'];

/** Long enough to be cut to 5 s. */
const LONG_QUERIES = ['loop_garzul', 'loop_amen_full', 'drum_roll', 'ambi_lunar_land', 'ambi_haunted_hum'];

const [count = 1, clipSeconds = 0] = process.argv.slice(2).map(Number);
const members = Array.from({ length: count }, (_, index) => ({ name: `member${index}` }));
const playground = await startPlayground({ guilds: [{ name: 'Load', channels: [{ name: 'sounds' }], members }] });
const names = clipSeconds > 0 ? LONG_QUERIES : QUERIES;
const files = await Promise.all(names.map((name) => (clipSeconds > 0 ? cut(name) : readFile(samplePath(name)))));

process.on('message', async (message) => {
  const order = Orders.parse(message);
  if (order.order === 'stop') {
    await playground.close();
    process.exit(0);
  }
  process.send?.(await searchFor(order.seconds));
});
process.send?.({
  token: playground.token,
  apiUrl: playground.apiUrl,
  origin: playground.origin,
  guildId: playground.guilds[0]?.id,
});

/** The first `clipSeconds` of a sample, as FLAC. */
async function cut(name: string): Promise<Uint8Array> {
  const core = await createFfmpegCore();
  core.FS.writeFile('/input', await readFile(samplePath(name)));
  const status = core.exec('-v', 'error', '-i', '/input', '-t', String(clipSeconds), '-f', 'flac', '/output');
  if (status !== 0) throw new Error(`ffmpeg could not cut ${name}`);
  return core.FS.readFile('/output');
}

async function searchFor(seconds: number): Promise<Report> {
  const report: Report = { acknowledged: [], answered: [], failures: [] };
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    members.map(async ({ name }, index) => {
      const member = playground.member(name);
      for (let turn = index; performance.now() < end; turn++) {
        const audio = member.upload('query.flac', files[turn % files.length] ?? new Uint8Array());
        const begun = performance.now();
        const invocation = member.slash('search', { audio });
        const first = await invocation.acknowledged();
        report.acknowledged.push(performance.now() - begun);
        try {
          if (first.kind === 'no-response') throw new Error('not acknowledged in 3 s');
          const answer = await invocation.until((reply) => reply.embeds.length > 0 || isFinal(reply.content), 120_000);
          if (answer.embeds.length === 0) throw new Error(answer.content);
          report.answered.push(performance.now() - begun);
        } catch (error) {
          report.failures.push(error instanceof Error ? error.message : String(error));
        }
      }
    }),
  );
  return report;
}

/** A line of progress ends with an ellipsis; anything else is an answer. */
function isFinal(content: string): boolean {
  return content !== '' && !content.endsWith('…');
}
