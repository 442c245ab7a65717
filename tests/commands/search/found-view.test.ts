import { expect, test } from 'vitest';
import { foundEmbed } from '../../../src/commands/search/found-view.ts';
import { messagesFor } from '../../../src/i18n/index.ts';
import { storedSound } from '../../helpers/stored-sound.ts';

const context = { subject: 'long.wav', firstRank: 1, notes: [], fields: [] };
const page = { page: 0, pages: 1, searched: 3, pending: 0, isSearchable: true };

test('a short sound that a long recording contains is named with its place in the recording', () => {
  const sound = storedSound({ label: 'door_slam', seconds: 1.4 });
  const found = [{ sound, score: 0.99, from: 0, to: 1.4, queryFrom: 72.3, queryTo: 73.7 }];
  const line = (language: string) => foundEmbed({ ...page, by: 'part', found }, context, messagesFor(language)).description;
  expect(line('en-US')).toMatch(/door\\_slam.* · ✂️ same part · in yours from 1:12\.3 to 1:13\.7$/);
  expect(line('de')).toMatch(/in deinem von 1:12,3 bis 1:13,7$/);
});

test('an excerpt is named with its place in the longer sound', () => {
  const sound = storedSound({ label: 'lecture', seconds: 600 });
  const found = [{ sound, score: 0.99, from: 431.2, to: 434.2, queryFrom: 0, queryTo: 3 }];
  const { description } = foundEmbed({ ...page, by: 'part', found }, context, messagesFor('en-US'));
  expect(description).toMatch(/lecture.* · ✂️ same part · ⏱️ from 7:11.2 to 7:14.2$/);
});
