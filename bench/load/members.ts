import { readFile } from 'node:fs/promises';
import type { Member } from 'discord-playground';
import { startPlayground } from 'discord-playground';
import { createFfmpegCore } from '../../src/engine/decode/ffmpeg-core.ts';
import { samplePath } from '../../tests/helpers/samples.ts';

/** Results of the members' searches: times in milliseconds, one for each search, and failures. */
export interface Report {
  readonly acknowledged: number[];
  readonly answered: number[];
  /** Descriptions of searches that got no answer, or an answer other than a ranking. */
  readonly failures: string[];
}

/** Samples to search with, 0.3 to 9 s long. */
const QUERIES = ['loop_amen', 'ambi_choir', 'guit_e_fifths', 'bass_woodsy_c', 'drum_roll', 'tabla_ghe1'];

/** Samples of at least 5 s, from which clips for searches are cut. */
const LONG_QUERIES = ['loop_garzul', 'loop_amen_full', 'drum_roll', 'ambi_lunar_land', 'ambi_haunted_hum'];

export interface Members {
  /** Addresses and ids that the bot needs to connect. */
  readonly connection: Record<'token' | 'apiUrl' | 'origin' | 'guildId', string>;
  /** Makes all members search for a number of seconds. Each member searches again once the last search is answered. */
  search(seconds: number): Promise<Report>;
  close(): Promise<void>;
}

/**
 * Starts a simulated Discord with `count` members.
 * @param clipSeconds length in seconds to which queries are cut; 0 leaves them whole
 */
export async function startMembers(count: number, clipSeconds: number): Promise<Members> {
  const names = clipSeconds > 0 ? LONG_QUERIES : QUERIES;
  const files = await Promise.all(
    names.map((name) => (clipSeconds > 0 ? cut(name, clipSeconds) : readFile(samplePath(name)))),
  );
  const members = Array.from({ length: count }, (_, index) => ({ name: `member${index}` }));
  const playground = await startPlayground({ guilds: [{ name: 'Load', channels: [{ name: 'sounds' }], members }] });
  const { token, apiUrl, origin, guilds } = playground;
  return {
    connection: { token, apiUrl, origin, guildId: guilds[0]?.id ?? '' },
    async search(seconds) {
      const report: Report = { acknowledged: [], answered: [], failures: [] };
      const end = performance.now() + seconds * 1000;
      const everyone = members.map(async ({ name }, index) => {
        for (let turn = index; performance.now() < end; turn++) {
          await searchOnce(playground.member(name), files[turn % files.length] ?? new Uint8Array(), report);
        }
      });
      await Promise.all(everyone);
      return report;
    },
    close: () => playground.close(),
  };
}

async function searchOnce(member: Member, file: Uint8Array, report: Report): Promise<void> {
  const audio = member.upload('query.flac', file);
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

/** Returns the first seconds of a sample, encoded as FLAC. */
async function cut(name: string, seconds: number): Promise<Uint8Array> {
  const core = await createFfmpegCore();
  core.FS.writeFile('/input', await readFile(samplePath(name)));
  const status = core.exec('-v', 'error', '-i', '/input', '-t', String(seconds), '-f', 'flac', '/output');
  if (status !== 0) throw new Error(`ffmpeg could not cut ${name}`);
  return core.FS.readFile('/output');
}

/** Checks whether a text is the answer to a search. A progress line ends with an ellipsis; an answer does not. */
function isFinal(content: string): boolean {
  return content !== '' && !content.endsWith('…');
}
