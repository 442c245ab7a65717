import { type FileMetadata, readMetadata } from '../metadata/read-metadata.ts';
import { defineJob } from './job.ts';

export interface MetadataJob {
  readonly source: string | Uint8Array;
}

/** Reads what an audio file says about its sound. */
export const metadata = defineJob(({ source }: MetadataJob): Promise<FileMetadata> => readMetadata(source));
