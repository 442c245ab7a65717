import { rm } from 'node:fs/promises';
import path from 'node:path';
import { readNames } from '../../files/foreign-files.ts';
import { unlessMissing } from '../../files/fs-errors.ts';
import type { Issue } from '../../files/mirrored-file.ts';
import { createAudioFiles } from './audio-files.ts';
import { createDerivedFiles, FINGERPRINTS, SEARCH_DATA } from './derived-files.ts';
import { type StoredSound, textToVector } from './segment-format.ts';
import { segmentFile, segmentNumbers } from './segments.ts';
import { settingsFile } from './settings.ts';

/** Reads every byte of a guild's folder and changes nothing. A repair runs only if the caller calls it. */
export async function inspectGuild(folder: string): Promise<Issue[]> {
  const segments = await inspectSegments(folder);
  const settings = await settingsFile(folder, () => {}).inspect();
  const audio = createAudioFiles(path.join(folder, 'audio'), path.join(folder, 'quarantine'));
  // While some sounds are unknown, audio files without a sound may belong to them, and must stay.
  const audioIssues = segments.isComplete ? await audio.inspect(segments.sounds) : [];
  const ids = new Set(segments.sounds.map(({ sound }) => sound.id));
  const derivedIssues: Issue[] = [];
  for (const name of [FINGERPRINTS, SEARCH_DATA]) {
    const files = createDerivedFiles(path.join(folder, name));
    derivedIssues.push(...(await files.inspect((id) => ids.has(id) || !segments.isComplete)));
  }
  return [...(await leftOverWrites(folder)), ...segments.issues, ...settings.issues, ...audioIssues, ...derivedIssues];
}

async function leftOverWrites(folder: string): Promise<Issue[]> {
  const names = (await unlessMissing(readNames(folder))) ?? [];
  return names
    .filter((name) => name.endsWith('.tmp'))
    .map((name) => {
      const file = path.join(folder, name);
      return { file, problem: 'is left over from an interrupted write', remedy: 'remove it', repair: () => rm(file) };
    });
}

interface InspectedSegments {
  readonly sounds: readonly StoredSound[];
  /** Whether all sounds are known. False if a segment cannot be read, or a later version of this program wrote it. */
  readonly isComplete: boolean;
  readonly issues: readonly Issue[];
}

async function inspectSegments(folder: string): Promise<InspectedSegments> {
  const sounds = new Map<string, StoredSound>();
  const issues: Issue[] = [];
  let isComplete = true;
  for (const number of await segmentNumbers(folder)) {
    const segment = segmentFile(folder, number, () => {});
    const { content, issues: found, error } = await segment.inspect();
    issues.push(...found);
    isComplete &&= error === undefined;
    for (const stored of content ?? []) {
      const { id } = stored.sound;
      const { file } = segment;
      if (sounds.has(id)) issues.push({ file, problem: `has sound ${id}, which another segment has too` });
      if (!textToVector(stored))
        issues.push({ file, problem: `has sound ${id} in another layout: it is not found until it is analyzed again` });
      sounds.set(id, stored);
    }
  }
  return { sounds: [...sounds.values()], isComplete, issues };
}
