import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMatches, type MatchPage } from '../../../src/commands/search/find-matches.ts';
import { type Comparison, type Embedding, mapFeatures } from '../../../src/engine/embedding.ts';
import { DEFAULT_WEIGHTS } from '../../../src/engine/weights.ts';
import type { Library, Sound } from '../../../src/storage/library.ts';
import { createRecordingGroups } from '../../../src/storage/recording-groups.ts';
import { storedSound } from '../../helpers/stored-sound.ts';

type Searched = Pick<Library, 'search' | 'embedding' | 'copiesOf'>;

/** A sound of a library, by its recording and its score with the query. */
interface Scored {
  readonly recording: number;
  readonly score: number;
}

const embedding: Embedding = {
  version: '1',
  clapModel: null,
  seconds: 1,
  clap: null,
  features: mapFeatures(() => new Float32Array()),
};
const comparison: Comparison = {
  score: 1,
  clap: null,
  acoustic: 1,
  features: mapFeatures(() => 1),
  reasons: [],
};
const engine = {
  query: () => ({ version: '1', clapModel: null, vector: new Float32Array(), shares: DEFAULT_WEIGHTS }),
  compare: () => comparison,
};

/** Returns a library in which the sounds of one recording are related in a chain, and a search returns given scores. */
function libraryOf(scored: readonly Scored[]): { library: Searched; sounds: readonly Sound[] } {
  const groups = createRecordingGroups();
  const last = new Map<number, string>();
  const sounds = scored.map(({ recording }, index) => {
    const before = last.get(recording);
    const found = before === undefined ? [] : [{ kind: 'same recording' as const, id: before }];
    const sound = storedSound({ id: String(index), hash: String(index), relations: { version: '1', found } });
    last.set(recording, sound.id);
    groups.add(sound);
    return sound;
  });
  const hits = sounds
    .map((sound, index) => ({ sound, score: scored[index]?.score ?? 0 }))
    .sort((a, b) => b.score - a.score);
  const library: Searched = {
    search: async (_, { top, minScore = -1, filter = () => true }) =>
      hits.filter(({ sound, score }) => score >= minScore && filter(sound)).slice(0, top),
    embedding: () => embedding,
    copiesOf: (id) => groups.othersOf(id).flatMap((other) => sounds[Number(other)] ?? []),
  };
  return { library, sounds };
}

/** Turns all pages, as a member does until there is no next page. */
async function allPages(
  library: Searched,
  options: { size: number; minScore?: number; filter?: (sound: Sound) => boolean },
): Promise<MatchPage[]> {
  const pages: MatchPage[] = [];
  for (let page = 0; ; page++) {
    const found = await findMatches(engine, library, embedding, {
      page,
      minScore: -1,
      weights: {},
      filter: () => true,
      ...options,
    });
    pages.push(found);
    if (page + 1 >= found.pages) return pages;
  }
}

const idsOf = ({ matches }: MatchPage) =>
  matches.map(({ sound, others = [] }) => [sound.id, ...others.map((o) => o.id)]);

describe('pages of results', () => {
  test.each([1, 2, 3, 5, 7, 10])('of %i places reach each of 20 recordings in 4 formats', async (size) => {
    const scored = Array.from({ length: 80 }, (_, index) => ({ recording: index % 20, score: 1 - (index % 20) / 100 }));
    const { library } = libraryOf(scored);
    const pages = await allPages(library, { size });
    expect(pages).toHaveLength(Math.ceil(20 / size));
    const places = pages.flatMap(idsOf);
    expect(places).toHaveLength(20);
    for (const place of places) expect(place).toHaveLength(4);
  });

  test('have 9 places for 40 copies of one recording and 8 others', async () => {
    const copies = Array.from({ length: 40 }, () => ({ recording: 0, score: 0.9 }));
    const others = Array.from({ length: 8 }, (_, index) => ({ recording: index + 1, score: 0.5 }));
    const [first, second, ...more] = await allPages(libraryOf([...copies, ...others]).library, { size: 5 });
    expect(first?.matches.map(({ others: same = [] }) => same.length)).toEqual([39, 0, 0, 0, 0]);
    expect(second?.matches).toHaveLength(4);
    expect(more).toEqual([]);
  });

  test('show every sound that the filter accepts exactly once, best recording first, whatever the copies', async () => {
    const scored = fc.record({ recording: fc.nat(12), score: fc.double({ min: -1, max: 1, noNaN: true }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(scored, { maxLength: 200 }),
        fc.integer({ min: 1, max: 10 }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.nat(4),
        async (all, size, minScore, omitted) => {
          const { library, sounds } = libraryOf(all);
          const filter = ({ id }: Sound) => Number(id) % 5 !== omitted;
          const places = (await allPages(library, { size, minScore, filter })).flatMap(idsOf);

          const accepted = sounds.filter(filter).map(({ id }) => ({ recording: 0, score: 0, ...all[Number(id)], id }));
          const best = new Map<number, number>();
          for (const { recording, score } of accepted) best.set(recording, Math.max(score, best.get(recording) ?? -1));
          const shown = accepted.filter(({ recording }) => (best.get(recording) ?? -1) >= minScore);
          expect(places.flat().sort()).toEqual(shown.map(({ id }) => id).sort());
          expect(places).toHaveLength(new Set(shown.map(({ recording }) => recording)).size);
          const scores = places.map(([id]) => all[Number(id)]?.score ?? 0);
          expect(scores).toEqual([...scores].sort((a, b) => b - a));
        },
      ),
      { numRuns: 200 },
    );
  });
});

test.each([
  [[0.6, 0.7], 5, [true, false]],
  [[0.6, 0.603], 5, [false, false]],
  [[0.6, 0.615], 1, [false]],
  [[0.6, 0.64], 1, [true]],
])(
  'with the scores %j in the order of the library, the matches of a page of %i stand out: %j',
  async (scores, size, expected) => {
    const { library, sounds } = libraryOf(scores.map((score, recording) => ({ recording, score })));
    const search: Searched['search'] = async () => sounds.map((sound, index) => ({ sound, score: scores[index] ?? 0 }));
    const [page] = await allPages({ ...library, search }, { size });
    expect(page?.matches.map(({ standsOut }) => standsOut)).toEqual(expected);
  },
);

test('a page after the last one is the last one', async () => {
  const { library } = libraryOf(Array.from({ length: 7 }, (_, recording) => ({ recording, score: 0.5 })));
  const options = { page: 9, size: 3, minScore: -1, weights: {}, filter: () => true };
  const found = await findMatches(engine, library, embedding, options);
  expect(found).toMatchObject({ page: 2, pages: 3 });
  expect(found.matches).toHaveLength(1);
});

test('a match is the same recording as the query only if it is named as such, whatever its score', async () => {
  const { library } = libraryOf([
    { recording: 0, score: 1 },
    { recording: 1, score: 0.99 },
  ]);
  const options = { page: 0, size: 5, minScore: -1, weights: {}, filter: () => true, sameAsQuery: new Set(['1']) };
  const { matches } = await findMatches(engine, library, embedding, options);
  expect(matches.map(({ sound, isSame }) => [sound.id, isSame])).toEqual([
    ['0', false],
    ['1', true],
  ]);
});
