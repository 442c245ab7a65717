import { expect, test } from 'vitest';
import { CLAP_RATE } from '../../../src/engine/pcm.ts';
import { chooseSection } from '../../../src/engine/soundboard/choose-section.ts';
import { noise, silence, sine } from '../../helpers/signals.ts';

function joined(...parts: Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}
const rest = (seconds: number) => silence(CLAP_RATE, seconds);
const tone = (seconds: number, amplitude: number) => sine(440, seconds, CLAP_RATE, amplitude);
const inSeconds = (samples: Float32Array, maxSeconds: number, start?: number) => {
  const { from, to } = chooseSection(samples, maxSeconds * CLAP_RATE, start);
  return [from / CLAP_RATE, to / CLAP_RATE];
};

test('a short sound is kept whole, without the silence around it', () => {
  const [from = 0, to = 0] = inSeconds(joined(rest(2), tone(1, 0.5), rest(3)), 5);
  expect(from).toBeCloseTo(1.99, 2);
  expect(to).toBeCloseTo(3, 2);
});

test('a long sound keeps its loudest part, from its onset on', () => {
  const [from = 0, to = 0] = inSeconds(joined(tone(7, 0.01), tone(4, 0.5), tone(7, 0.01)), 5);
  expect(from).toBeCloseTo(6.99, 1);
  expect(to - from).toBeCloseTo(5, 1);
});

test('a long sound that goes on ends in a pause, if it has one near the limit', () => {
  const words = joined(...Array.from({ length: 10 }, () => joined(noise(CLAP_RATE, 1, 0.5), rest(0.3))));
  const [from = 0, to = 0] = inSeconds(words, 5.1);
  const sinceWord = (to % 1.3) - 1;
  expect(from % 1.3).toBeCloseTo(from < 1 ? 0 : 1.29, 1);
  expect(sinceWord).toBeGreaterThan(0);
});

test('a section that begins where a member wants ends with the sound', () => {
  expect(inSeconds(tone(20, 0.5), 5, 12 * CLAP_RATE)).toEqual([12, 17]);
  expect(inSeconds(tone(20, 0.5), 5, 18 * CLAP_RATE)).toEqual([18, 20]);
});
