import { expect, test } from 'vitest';
import { LICENSES, licenseName, licenseOf, sourceOf } from '../../../src/commands/shared/licenses.ts';

test.each([
  ['cc0 1.0', 'CC0-1.0'],
  ['CC BY 4.0', 'CC-BY-4.0'],
  ['http://creativecommons.org/licenses/by-nc/3.0/', 'CC-BY-NC-3.0'],
  ['https://creativecommons.org/licenses/by/4.0/legalcode.de', 'CC-BY-4.0'],
  ['https://creativecommons.org/publicdomain/zero/1.0', 'CC0-1.0'],
  ['all rights reserved', null],
  ['', null],
])('the license of “%s” is %s', (typed, id) => {
  expect(licenseOf(typed)).toBe(id);
});

test('each license is found by its identifier, its name and its address', () => {
  for (const [id, address] of LICENSES) expect([id, licenseName(id), address].map(licenseOf)).toEqual([id, id, id]);
  expect(licenseName('CC-BY-NC-SA-4.0')).toBe('CC BY-NC-SA 4.0');
  expect(licenseName('CC0-1.0')).toBe('CC0 1.0');
});

test.each([
  'javascript:alert(1)',
  'ftp://example.org',
  'example',
  'https://a:b@example.org',
  `https://example.org/${'x'.repeat(300)}`,
])('the source “%s” is rejected', (typed) => {
  expect(sourceOf(typed)).toBeNull();
});
