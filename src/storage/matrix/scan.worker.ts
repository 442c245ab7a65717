import { defineJob } from '../../engine/workers/job.ts';
import { type Scan, scanRows } from './scan-rows.ts';

/** Finds the best rows among those that other threads of the same search do not take. */
export const scan = defineJob((job: Scan) => scanRows(job));
