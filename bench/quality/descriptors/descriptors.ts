/**
 * Measures the accuracy of the descriptors, as one page of tables.
 *
 *     npx tsx bench/quality/descriptors/descriptors.ts [SEED...]
 *
 * Music is generated with FluidSynth and the soundfont TimGM6mb, once per SEED (default: three seeds), and loudness is
 * compared with ffmpeg's `ebur128`. Tables whose program is not installed are skipped. `SOUNDFONT` and `FFMPEG_PATH`
 * name others. Takes minutes.
 */
import { existsSync } from 'node:fs';
import { kindReport } from './kind-report.ts';
import { loudnessReport } from './loudness-report.ts';
import { musicReport } from './music-report.ts';
import { pitchReport } from './pitch-report.ts';

const seeds = process.argv.length > 2 ? process.argv.slice(2) : ['report-1', 'report-2', 'report-3'];
const soundfont = process.env.SOUNDFONT ?? '/usr/share/sounds/sf2/TimGM6mb.sf2';
const ffmpeg = process.env.FFMPEG_PATH ?? '/usr/bin/ffmpeg';

show('Pitch of generated notes', pitchReport());
show('Kind of the Sonic Pi samples', await kindReport());
if (existsSync(soundfont)) show('Generated music', await musicReport(seeds, soundfont));
else console.error(`There is no soundfont ${soundfont}: tempo and key are skipped.`);
if (existsSync(ffmpeg)) show('Loudness', await loudnessReport(ffmpeg));
else console.error(`There is no ffmpeg at ${ffmpeg}: loudness is skipped.`);

function show(title: string, text: string): void {
  console.log(`### ${title}\n\n${text}\n`);
}
