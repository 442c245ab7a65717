import { expect, test } from 'vitest';
import { createPowerSpectrum } from '../../src/engine/power-spectrum.ts';
import { noise } from '../helpers/signals.ts';

const SIZE = 256;

/** |X|² by definition, in double precision. */
function definition(samples: Float64Array): number[] {
  return Array.from({ length: SIZE / 2 + 1 }, (_, k) => {
    let [re, im] = [0, 0];
    samples.forEach((x, n) => {
      re += x * Math.cos((2 * Math.PI * k * n) / SIZE);
      im -= x * Math.sin((2 * Math.PI * k * n) / SIZE);
    });
    return re * re + im * im;
  });
}

const room = 3 * SIZE;
const start = 100;
const spectrum = createPowerSpectrum(SIZE, room);
spectrum.samples.set(noise(room, 1, 0.5));
const stretch = Float64Array.from(spectrum.samples.subarray(start, start + SIZE));
const power = new Float64Array(SIZE / 2 + 1);

test('the spectrum of a stretch is that of the definition, at every bin', () => {
  spectrum.write(power, start);
  definition(stretch).forEach((expected, k) => {
    expect(power[k]).toBeCloseTo(expected, 3);
  });
});

test('under a Hann window, it is that of the windowed samples', () => {
  spectrum.writeHann(power, start);
  const windowed = stretch.map((x, n) => x * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / SIZE)));
  definition(windowed).forEach((expected, k) => {
    expect(power[k]).toBeCloseTo(expected, 3);
  });
});

test('two in one thread keep out of one another', () => {
  spectrum.write(power, start);
  const before = power.slice();
  const other = createPowerSpectrum(SIZE);
  other.samples.fill(1);
  other.write(new Float64Array(SIZE / 2 + 1), 0);
  spectrum.write(power, start);
  expect(power).toEqual(before);
});
