import { expect, test } from 'vitest';
import { findDuplicate } from '../../../src/commands/shared/duplicate-detection.ts';
import { storedSound } from '../../helpers/stored-sound.ts';

const [bell, drum] = [storedSound({ id: 'bell', hash: 'x' }), storedSound({ id: 'drum', hash: 'y' })];
const library = { list: () => [bell, drum], get: (id: string) => [bell, drum].find((sound) => sound.id === id) };

test('an identical file and the same recording are duplicates, and the identical file comes first', () => {
  expect(findDuplicate(library, 'x')).toEqual({ sound: bell, kind: 'same file' });
  expect(findDuplicate(library, 'z', [{ kind: 'same recording', id: 'drum' }])).toEqual({
    sound: drum,
    kind: 'same recording',
  });
  expect(findDuplicate(library, 'x', [{ kind: 'same recording', id: 'drum' }])?.kind).toBe('same file');
});

test('an excerpt, another speed, a common part and a removed sound are no duplicates', () => {
  const found = [
    { kind: 'excerpt', of: 'b', from: 0, to: 1, id: 'bell' },
    { kind: 'another speed', ratio: 1.03, id: 'bell' },
    { kind: 'shares a part', a: [0, 4], b: [0, 4], id: 'drum' },
    { kind: 'same recording', id: 'removed' },
  ] as const;
  expect(findDuplicate(library, 'z', found)).toBeUndefined();
});
