import type { Sound } from '../../src/storage/library.ts';

/** Returns the stored record of a sound: a bell that Ada added, with the fields in `given` replaced. */
export function storedSound(given: Partial<Sound> = {}): Sound {
  return {
    id: '0123456789abcdef0123',
    label: 'bell',
    tags: [],
    addedBy: { id: '1', name: 'Ada' },
    addedAt: '2026-01-01T00:00:00.000Z',
    messageUrl: null,
    messageAuthorId: null,
    seconds: 1,
    fileName: 'bell.wav',
    bytes: 4,
    hash: '',
    version: '1',
    clapModel: null,
    relations: null,
    descriptors: null,
    favoredBy: [],
    license: null,
    source: null,
    stated: null,
    collections: [],
    plays: 0,
    ...given,
  };
}
