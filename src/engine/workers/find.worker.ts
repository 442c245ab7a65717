import { type FindQuery, type Found, findSounds } from '../search/find-query.ts';
import { defineJob } from './job.ts';

export interface FindJob {
  readonly query: FindQuery;
  /** Search data of some sounds, in shared memory so that they are not copied. */
  readonly sounds: readonly Uint8Array[];
  readonly top: number;
}

/** Finds sounds by tune, beat or part. */
export const find = defineJob(({ query, sounds, top }: FindJob): Found[] => findSounds(query, sounds, top));
