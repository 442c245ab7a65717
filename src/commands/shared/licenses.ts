/** Licenses that a sound can have: their SPDX identifiers, with the addresses of their texts. */
export const LICENSES: ReadonlyMap<string, string> = new Map([
  ['CC0-1.0', 'https://creativecommons.org/publicdomain/zero/1.0/'],
  ['CC-BY-4.0', 'https://creativecommons.org/licenses/by/4.0/'],
  ['CC-BY-3.0', 'https://creativecommons.org/licenses/by/3.0/'],
  ['CC-BY-SA-4.0', 'https://creativecommons.org/licenses/by-sa/4.0/'],
  ['CC-BY-SA-3.0', 'https://creativecommons.org/licenses/by-sa/3.0/'],
  ['CC-BY-NC-4.0', 'https://creativecommons.org/licenses/by-nc/4.0/'],
  ['CC-BY-NC-3.0', 'https://creativecommons.org/licenses/by-nc/3.0/'],
  ['CC-BY-NC-SA-4.0', 'https://creativecommons.org/licenses/by-nc-sa/4.0/'],
  ['CC-BY-ND-4.0', 'https://creativecommons.org/licenses/by-nd/4.0/'],
  ['CC-BY-NC-ND-4.0', 'https://creativecommons.org/licenses/by-nc-nd/4.0/'],
]);
/** Maximum length of a link to the source of a sound. */
export const MAX_SOURCE = 300;

/** Returns the SPDX identifier of a license that is given by its identifier or its address; null if it is not known. */
export function licenseOf(text: string): string | null {
  const plain = normalized(text);
  for (const [id, address] of LICENSES) if (normalized(id) === plain || normalized(address) === plain) return id;
  return null;
}

/** Returns the SPDX identifier of the license that a text names or links to; null if it names none that is known. */
export function licenseIn(text: string): string | null {
  const [address] = /https?:\/\/(?:www\.)?creativecommons\.org\/[\w/.-]+/i.exec(text) ?? [];
  return licenseOf(address ?? text);
}

/** Returns the link to the source of a sound; null if a text is no link of the web, or is too long. */
export function sourceOf(text: string): string | null {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  // Credentials in a link would be shown to all members.
  if (!url || !/^https?:$/.test(url.protocol) || url.username + url.password !== '') return null;
  return url.href.length <= MAX_SOURCE ? url.href : null;
}

/** Returns the name of a license as people write it: `CC BY 4.0`. */
export function licenseName(id: string): string {
  return id
    .replace(/^CC-?/, 'CC ')
    .replace(/-(?=[\d.]+$)/, ' ')
    .replace(/^CC 0/, 'CC0');
}

/**
 * Returns a text without what may differ in spelling: case, spaces and hyphens; of an address of Creative Commons, the
 * scheme and what follows the version.
 */
function normalized(text: string): string {
  const plain = text.trim().toLowerCase();
  const [, address] = /^https?:\/\/(?:www\.)?(creativecommons\.org\/\w+\/[\w-]+\/[\d.]+)(?:\/|$)/.exec(plain) ?? [];
  return address ?? plain.replace(/[\s_-]+/g, '-');
}
