import { FEATURE_RATE } from '../pcm.ts';
import { HOP } from '../spectrum.ts';
import { periodOf } from './period.ts';
import { rms } from './pitch.ts';

/** Length of a frame in which a period is sought, and number of places at which two frames, one hop apart, are compared. */
const FRAME = 3 * HOP;
const PLACES = 24;
/** Lowest level of a frame relative to the loudest one: -20 dB. */
const MIN_LEVEL = 0.1;
/** Range of the pitch of speech, in hertz. */
const MIN_HERTZ = 70;
const MAX_HERTZ = 420;
/** Change of pitch within one hop, in cents, up to which the pitch is steady, and up to which it glides. */
const STEADY_CENTS = 8;
const GLIDING_CENTS = 150;

/** How the pitch of the loud frames moves: shares of frames, and the deviation of the pitch in octaves. */
export interface PitchMovement {
  readonly voiced: number;
  readonly gliding: number;
  readonly steady: number;
  readonly inRange: number;
  readonly pitchDeviation: number;
}

/**
 * Returns a function that measures how the pitch moves. The samples may change before it is called.
 * @param samples the audible part of a sound at {@link FEATURE_RATE}
 */
export function pitchMovement(samples: Float32Array): () => PitchMovement {
  const last = Math.max(0, samples.length - FRAME - HOP);
  const places = Array.from({ length: PLACES }, (_, i) => {
    const start = Math.round((last * i) / (PLACES - 1));
    return samples.slice(start, start + FRAME + HOP);
  });
  return () => movementAt(places);
}

function movementAt(places: readonly Float32Array[]): PitchMovement {
  const levels = places.map((place) => rms(place.subarray(0, FRAME)));
  const loudest = Math.max(...levels);
  const loud = places.filter((_, i) => (levels[i] ?? 0) >= MIN_LEVEL * loudest);
  const changes: number[] = [];
  const pitches: number[] = [];
  for (const place of loud) {
    const period = periodOf(place.subarray(0, FRAME));
    const next = period === null ? null : periodOf(place.subarray(HOP));
    if (period === null || next === null) continue;
    changes.push(Math.abs(1200 * Math.log2(period / next)));
    pitches.push(FEATURE_RATE / period);
  }
  const share = (count: number) => count / Math.max(1, changes.length);
  const median = [...pitches].sort((a, b) => a - b)[pitches.length >> 1] ?? 1;
  const squares = pitches.reduce((sum, hertz) => sum + Math.log2(hertz / median) ** 2, 0);
  return {
    voiced: changes.length / Math.max(1, loud.length),
    gliding: share(changes.filter((cents) => cents > STEADY_CENTS && cents < GLIDING_CENTS).length),
    steady: share(changes.filter((cents) => cents <= STEADY_CENTS).length),
    inRange: share(pitches.filter((hertz) => hertz > MIN_HERTZ && hertz < MAX_HERTZ).length),
    pitchDeviation: Math.sqrt(share(squares)),
  };
}
