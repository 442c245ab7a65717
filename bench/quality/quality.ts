/**
 * Evaluates the search without CLAP against a baseline of the same six features, as one page of tables.
 *
 *     npm run bench:quality [-- FOLDER... [--leave-out PATTERN]]
 *
 * A FOLDER contains one subfolder of sounds for each class; the tables say how well a search finds sounds of the same
 * class. PATTERN is a regular expression for the part of a file's name that says the source, such as '^([a-z0-9]+)_'.
 * Sounds from the query's own source are then left out, because a search should find other recordings. Without a
 * FOLDER, the project's own sets are used, except those under `../shared/bench` if this folder does not exist. Takes
 * minutes.
 */
import { parseArgs } from 'node:util';
import { agreementReport } from './agreement-report.ts';
import { byEarReport } from './by-ear/by-ear-report.ts';
import {
  digitPaths,
  labelledFolder,
  librosaClips,
  namePart,
  reasonClips,
  sonicPiPaths,
  sourcesOf,
} from './data-sets.ts';
import { invarianceReport } from './invariance-report.ts';
import { copiesReport, reasonsReport, unrelatedReport } from './reasons-report.ts';
import { recordingsReport } from './recordings/recordings-report.ts';
import { retrievalReport } from './retrieval-report.ts';
import { robustnessReport } from './robustness-report.ts';
import { seedsReport } from './seeds-report.ts';
import { analyzeAll, analyzeSound, type QualitySound } from './sound.ts';
import { tempoReport } from './tempo-report.ts';
import { transcode } from './transcode.ts';

const { positionals: folders, values } = parseArgs({
  options: { 'leave-out': { type: 'string' } },
  allowPositionals: true,
});
const pattern = values['leave-out'] === undefined ? undefined : new RegExp(values['leave-out']);
if (folders.length > 0) await judgeFolders(folders, pattern);
else await judgeOwnSets();

async function judgeFolders(names: readonly string[], source: RegExp | undefined): Promise<void> {
  const judged = [];
  for (const folder of names) {
    const set = labelledFolder(folder);
    const sounds = await analyzeAll(set.paths, set.name);
    judged.push({ name: set.name, sounds, classes: set.classes, sources: source && sourcesOf(set, source) });
  }
  show('Finding sounds of the same class', await retrievalReport(judged));
}

async function judgeOwnSets(): Promise<void> {
  const samplePaths = sonicPiPaths();
  const samples = await analyzeAll(samplePaths, 'Sonic Pi');
  const families = samplePaths.map((path) => namePart(path, 0));
  const spokenPaths = digitPaths();
  const spoken = await analyzeAll(spokenPaths, 'digits');
  const byPart = (index: number) => spokenPaths.map((path) => namePart(path, index));
  const sets = [{ name: 'Sonic Pi samples by family', sounds: samples, classes: families }];
  if (spoken.length > 0) {
    sets.push({ name: 'spoken digits by speaker', sounds: spoken, classes: byPart(1) });
    sets.push({ name: 'spoken digits by digit', sounds: spoken, classes: byPart(0) });
  }
  show('Finding sounds of the same class', await retrievalReport(sets));

  const clips = reasonClips();
  if (clips.length > 0) {
    const sounds = await analyzeAll(
      clips.map(({ path }) => path),
      'reasons',
    );
    show('Reasons on clips whose attributes vary independently', reasonsReport(sounds, clips));
  }
  show('Reasons on 8 generated sets of clips', await seedsReport('report'));
  show('Reasons between Sonic Pi samples of different families', unrelatedReport(samples, families));
  const copies: QualitySound[] = [];
  for (const path of samplePaths) copies.push(await analyzeSound(await transcode(path, 'MP3, 64 kbit/s')));
  show('Reasons between Sonic Pi samples and their copies', copiesReport(samples, copies));
  show('Robustness', await robustnessReport([...samplePaths, ...spokenPaths], [...samples, ...spoken]));
  show('Invariance', await invarianceReport([...samplePaths, ...spokenPaths], [...samples, ...spoken]));
  show('Recordings', await recordingsReport('report'));
  show('Searches by tune, beat and part', await byEarReport());
  show('Tempo', tempoReport());
  if (librosaClips().length > 0) show('Agreement with librosa 0.9.2', await agreementReport());
}

function show(title: string, text: string): void {
  console.log(`## ${title}\n\n${text}\n`);
}
