import type { FileMetadata } from '../../engine/index.ts';
import { keyName, parseKey, shortKey } from '../../filter/pitch-names.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Sound, SoundChange, StatedMusic } from '../../storage/library.ts';
import { labelOf, MAX_LABEL, MAX_TAGS, tagOf } from './labels.ts';
import { licenseIn, licenseName, sourceOf } from './licenses.ts';
import { clean, literal } from './text.ts';

/** Artists and titles that programs write if they know none. */
const PLACEHOLDER = /^(unknown|untitled|no title|(audio )?track ?\d*|various( artists)?|recording ?\d*|n\/?a|-)$/i;

/** A sound as far as metadata can change it. */
type Changeable = Pick<Sound, 'label' | 'fileName' | 'tags' | 'license' | 'source' | 'stated' | 'descriptors'>;

/**
 * Returns what the metadata of a file would change about its sound, which is offered to a member; null if nothing. The
 * label changes only if the sound is named after its file, and only what the sound lacks is added.
 * @param defaultLicense license that sounds of the server have by default, which the license in the file replaces
 */
export function offeredChange(
  sound: Changeable,
  metadata: FileMetadata,
  { common }: Messages,
  defaultLicense: string | null = null,
): SoundChange | null {
  const change: SoundChange = {
    ...labelChange(sound, metadata, common.untitled),
    ...tagsChange(sound, metadata),
    ...licenseChange(sound, metadata, defaultLicense),
    ...statedChange(sound, metadata),
  };
  return Object.keys(change).length > 0 ? change : null;
}

/** Returns an offered change in words: `**Artist – Title** · tags: drums, loop · CC BY 4.0 · 120 BPM · key Am`. */
export function offeredText({ label, tags, license, source, stated }: SoundChange, messages: Messages): string {
  const { fromFile: t, described, format } = messages;
  const parts = [
    label !== undefined && `**${literal(label, 60)}**`,
    tags !== undefined && t.tags(literal(tags.join(', '), 80)),
    license && literal(licenseName(license)),
    source && literal(new URL(source).hostname, 40),
    stated?.tempoBpm && `${format.number(stated.tempoBpm)} BPM`,
    stated?.key && described.key(shortKey(stated.key)),
  ];
  return parts.filter((part) => typeof part === 'string').join(' · ');
}

function labelChange({ label, fileName }: Changeable, { title, artist }: FileMetadata, untitled: string): SoundChange {
  const given = [artist, title].map((text) => clean(text ?? '', MAX_LABEL));
  const [by = '', name = ''] = given.map((text) => (PLACEHOLDER.test(text) ? '' : text));
  if (name === '' || label !== labelOf(null, fileName, untitled)) return {};
  const full = by === '' || name.toLowerCase().includes(by.toLowerCase()) ? name : `${by} – ${name}`;
  const offered = full.length > MAX_LABEL ? name : full;
  return offered === label ? {} : { label: offered };
}

function tagsChange({ tags }: Changeable, { keywords, isLoop }: FileMetadata): SoundChange {
  const offered = [...keywords, ...(isLoop ? ['loop'] : [])].map(tagOf).filter((tag) => tag !== null);
  const all = [...new Set([...tags, ...offered.filter((tag) => !PLACEHOLDER.test(tag))])].slice(0, MAX_TAGS);
  return all.length > tags.length ? { tags: all } : {};
}

function licenseChange(
  { license, source }: Changeable,
  { rights, website }: FileMetadata,
  defaultLicense: string | null,
): SoundChange {
  const [offered] = rights.flatMap((text) => licenseIn(text) ?? []);
  const link = website === null ? null : sourceOf(website);
  return {
    ...(offered !== undefined &&
      offered !== license &&
      (license === null || license === defaultLicense) && { license: offered }),
    ...(source === null && link !== null && { source: link }),
  };
}

function statedChange({ stated, descriptors }: Changeable, { tempoBpm, key, root }: FileMetadata): SoundChange {
  // A tempo or a key of a single hit would say nothing.
  if (stated !== null || descriptors?.kind === 'one-shot') return {};
  const mode = descriptors?.key?.split(' ')[1];
  const offered: StatedMusic = {
    tempoBpm,
    key: (key && parseKey(key)) ?? (root !== null && mode !== undefined ? keyName(root, mode) : null),
  };
  const isNew =
    (offered.tempoBpm !== null && offered.tempoBpm !== descriptors?.tempoBpm) ||
    (offered.key !== null && offered.key !== descriptors?.key);
  return isNew ? { stated: offered } : {};
}
