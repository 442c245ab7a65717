import type { MessagePort } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { cutWindows } from '../clap/windows.ts';
import { decodeAudio } from '../decode/decode.ts';
import type { FeatureName } from '../embedding.ts';
import { extractFeatures } from '../features/index.ts';
import { type Sketch, sketchOf } from '../sketch.ts';
import { outcomeOf } from './job.ts';

export interface ListenJob {
  readonly source: string | Uint8Array;
  readonly decoder: 'auto' | 'native' | 'wasm';
  readonly ffmpegPath?: string;
  readonly withClap: boolean;
  /** Whether a sketch for pictures is wanted as well, or nothing else. */
  readonly sketch: 'none' | 'also' | 'only';
  readonly maxSeconds: number;
  readonly timeoutMs: number;
  /** Told of each stage as it begins: `decoding`, `listening`. */
  readonly port?: MessagePort;
}

export interface Listened {
  readonly seconds: number;
  /** Null where only the sketch was wanted. */
  readonly features: Record<FeatureName, Float32Array> | null;
  /** 10 s windows at CLAP's rate, where they were asked for. */
  readonly windows: readonly Float32Array<ArrayBuffer>[] | null;
  /** Null where none was wanted. */
  readonly sketch: Sketch | null;
}

/** The worker's one job: from a file to the six acoustic blocks and, where CLAP is to hear it too, its windows. */
export async function listen(job: ListenJob): Promise<unknown> {
  const outcome = await outcomeOf(async (): Promise<Listened> => {
    job.port?.postMessage('decoding');
    const pcm = await decodeAudio(job.source, job);
    job.port?.postMessage('listening');
    const windows = pcm.clap ? cutWindows(pcm.clap) : null;
    return {
      seconds: pcm.seconds,
      features: job.sketch === 'only' ? null : extractFeatures(pcm),
      windows,
      sketch: job.sketch === 'none' ? null : sketchOf(pcm.feature),
    };
  });
  // Windows are handed over, not copied: 2 MB each.
  const buffers = outcome.ok ? (outcome.value.windows ?? []).map((window) => window.buffer) : [];
  return move({ [transferableSymbol]: buffers, [valueSymbol]: outcome });
}
