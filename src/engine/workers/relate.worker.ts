import { peaksOf } from '../recordings/fingerprint.ts';
import type { Recording, Relation } from '../recordings/recording.ts';
import { relatePeaks } from '../recordings/relate-peaks.ts';
import { defineJob } from './job.ts';

export interface RelateJob {
  readonly a: Recording['fingerprint'];
  readonly b: Recording['fingerprint'];
}

/** Finds what two sounds are to each other. */
export const relate = defineJob(({ a, b }: RelateJob): Relation | null => relatePeaks(peaksOf(a), peaksOf(b)));
