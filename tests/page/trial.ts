import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { openLibraries } from '../../src/storage/index.ts';
import { startTrial, TRIAL_FOLDER } from '../../src/trial/start-trial.ts';
import { samplePath } from '../helpers/samples.ts';
import { acousticEngine } from '../helpers/shared-engine.ts';

/** Names of the samples in the library at the start of these tests. They are few, to save time. */
export const STARTING = ['loop_amen', 'loop_amen_full', 'drum_cowbell', 'bass_hit_c', 'ambi_choir', 'guit_em9'];

export interface RunningTrial {
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Starts trial mode in this process, as `npm start` does if no Discord token is set.
 * @param page folder of the built page
 */
export async function runTrial(page: string): Promise<RunningTrial> {
  const folder = await mkdtemp(join(tmpdir(), 'soundalike-page-'));
  const samples = join(folder, 'samples');
  await mkdir(samples);
  for (const name of STARTING) await cp(samplePath(name), join(samples, `${name}.flac`));

  const config = readConfig({ DATA_DIR: join(folder, 'data'), CLAP: 'off', DECODER: 'wasm', THREADS: '1' });
  const log = createLog('silent');
  const dataDir = join(config.DATA_DIR, TRIAL_FOLDER);
  const libraries = await openLibraries({ store: 'lowdb', dataDir, log });
  const engine = await acousticEngine();
  const trial = await startTrial(config, { engine, libraries, log }, { write: () => {} }, { samples, page });
  return {
    address: trial.address,
    async close() {
      await trial.close();
      await libraries.close();
      await rm(folder, { recursive: true });
    },
  };
}
