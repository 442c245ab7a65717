import { decodeAudio } from '../../../src/engine/decode/decode.ts';
import { describeSound } from '../../../src/engine/descriptors/describe-sound.ts';
import type { Descriptors } from '../../../src/engine/descriptors/descriptors.ts';
import { digitPaths, namePart, sonicPiPaths } from '../data-sets.ts';
import { table } from '../table.ts';

/** Families of the Sonic Pi samples whose names say that they are single hits or notes. */
const ONE_SHOTS = ['bass', 'bd', 'drum', 'elec', 'glitch', 'hat', 'perc', 'ride', 'sn', 'tabla'];

/** Names of samples that are voices, sung or spoken. */
const VOICES = /choir|vox|robot|voctone|crow|burp/;

/** Reports whether samples called a loop are found to be loops, hits to be one-shots, and speech to be voices. */
export async function kindReport(): Promise<string> {
  const counts = { loop: { right: 0, all: 0 }, 'one-shot': { right: 0, all: 0 } };
  const wrong: string[] = [];
  const others: (boolean | null)[] = [];
  for (const path of sonicPiPaths()) {
    const { kind, voice } = await describeFile(path);
    const name = path.split('/').at(-1) ?? '';
    if (!VOICES.test(name)) others.push(voice);
    const family = namePart(path, 0);
    const named = family === 'loop' ? 'loop' : ONE_SHOTS.includes(family) ? 'one-shot' : null;
    if (!named) continue;
    counts[named].all++;
    if (kind === named) counts[named].right++;
    else wrong.push(`${name} is a ${kind}`);
  }
  const rows = Object.entries(counts).map(([named, { right, all }]) => [named, all.toString(), right / all]);
  const total = Object.values(counts).reduce((sum, { all }) => sum + all, 0);
  rows.push(['both', total.toString(), 1 - wrong.length / total]);
  const speech: (boolean | null)[] = [];
  for (const path of digitPaths()) speech.push((await describeFile(path)).voice);
  const share = (answers: readonly (boolean | null)[], answer: boolean | null) =>
    answers.filter((other) => other === answer).length / answers.length;
  const voices = [
    ['spoken digits', speech.length.toString(), share(speech, true), share(speech, false), share(speech, null)],
    [
      'Sonic Pi samples that are no voices',
      others.length.toString(),
      ...[true, false, null].map((x) => share(others, x)),
    ],
  ];
  return [
    table(['named', 'samples', 'right'], rows),
    `Wrong: ${wrong.join(', ')}.`,
    table(
      ['voice', 'samples', 'yes', 'no', 'cannot tell'],
      voices.filter(([, count]) => count !== '0'),
    ),
  ].join('\n\n');
}

async function describeFile(path: string): Promise<Descriptors> {
  const options = { decoder: 'wasm', withClap: false, withLevels: true, maxSeconds: 600, timeoutMs: 60_000 } as const;
  const { feature, levels } = await decodeAudio(path, options);
  if (!levels) throw new Error('the decoder measured no levels');
  return describeSound(feature, levels);
}
