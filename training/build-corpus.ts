import { composedMusic } from './composed-music.ts';
import { buildPiece, type Piece } from './corpus.ts';
import { drumHits } from './drum-hits.ts';
import { drumLoops } from './drum-loops.ts';
import { everyday } from './everyday-sounds.ts';
import { imitations } from './imitations.ts';
import { noises } from './noises.ts';
import { reasonsSets } from './reasons-sets.ts';
import { recordedMusic } from './recorded-music.ts';
import { recordedSpeech } from './recorded-speech.ts';
import { syntheticSpeech } from './synthetic-speech.ts';
import { tones } from './tones.ts';
import { writeReadme } from './write-readme.ts';

const pieces: readonly Piece[] = [
  ...reasonsSets,
  everyday,
  syntheticSpeech,
  recordedSpeech,
  drumLoops,
  ...drumHits,
  recordedMusic,
  composedMusic,
  noises,
  tones,
  imitations,
];

const [folder, ...wanted] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: npx tsx training/build-corpus.ts FOLDER [PIECE...]');
  process.exit(2);
}
for (const piece of pieces.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const start = performance.now();
  const count = await buildPiece(folder, piece);
  console.log(`${piece.name}: ${count} clips in ${((performance.now() - start) / 1000).toFixed(0)} s`);
}
await writeReadme(folder, pieces);
