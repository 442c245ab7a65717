import { relationText } from '../commands/shared/relation-text.ts';
import { messagesFor } from '../i18n/index.ts';
import { listRelations, type RelatedSounds } from '../relations/list-relations.ts';
import { type Arguments, configFrom, existingFolder, required, UsageError } from './options.ts';
import { refreshAll } from './refresh-all.ts';
import { FOLDER_LIBRARY, withEngineAndLibrary } from './with-library.ts';

/** `duplicates --library DIR`: prints which sounds of a library have a recording in common. */
export async function duplicates(args: Arguments): Promise<boolean> {
  if (args.files.length > 0) throw new UsageError('name no file: the sounds of the library are compared');
  const dataDir = await existingFolder(required(args.library, '--library DIR'));
  return withEngineAndLibrary(configFrom(args), { store: 'lowdb', dataDir }, FOLDER_LIBRARY, async (open) => {
    const { engine, library } = open;
    const compared = await refreshAll(engine, library);
    const related = await listRelations(library);
    const lines = related.map(relatedLines).join('\n') || 'No duplicates: every recording is there only once.';
    process.stdout.write(`${args.json ? JSON.stringify(related.map(toJson)) : lines}\n`);
    return compared;
  });
}

/**
 * Returns `{ relation, sounds }` and what belongs to the relation: `from` and `to` of an excerpt, which is the first
 * sound, in the second; the `ratio` of the second sound's speed to the first; or the `parts` that both have in common.
 */
function toJson({ relation, sounds }: RelatedSounds): object {
  const plain = sounds.map(({ relations: _, ...sound }) => sound);
  const json = { relation: relation.kind, sounds: plain };
  switch (relation.kind) {
    case 'same recording':
      return json;
    case 'excerpt':
      return { ...json, sounds: relation.of === 'b' ? plain : plain.reverse(), from: relation.from, to: relation.to };
    case 'another speed':
      return { ...json, ratio: relation.ratio };
    case 'shares a part':
      return { ...json, parts: [relation.a, relation.b] };
  }
}

function relatedLines({ relation, sounds }: RelatedSounds): string {
  const messages = messagesFor('en-US');
  if (relation.kind === 'same recording') return `same recording: ${sounds.map(({ label }) => label).join(', ')}`;
  const [a, b] = sounds;
  return `${relation.kind}: ${relationText(relation, { a: a.label, b: b.label }, messages)}`;
}
