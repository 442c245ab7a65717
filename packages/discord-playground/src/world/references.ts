import type { APIAttachment, APIEmbed, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import { addError, type ErrorTree, invalidForm } from '../rest/errors.ts';

const SCHEME = 'attachment://';

interface Content {
  embeds: APIEmbed[];
  components: APIMessageTopLevelComponent[];
  /** Attachments that are listed in the message. */
  attachments: APIAttachment[];
  /** Attachments that only an embed shows. Discord does not list them in the message. */
  embedded: APIAttachment[];
}

/**
 * Replaces `attachment://name` in embeds and components by links to the files, and gives each component an `id`.
 * As at Discord, a reference to a missing file is removed from an embed, and rejected in a component.
 * @param prefix path of the message in the request's body
 * @throws DiscordError 50035
 */
export function resolveReferences(content: Content, prefix: readonly string[]): Content {
  const { attachments } = content;
  const embeds = structuredClone(content.embeds);
  const components = structuredClone(content.components);
  const known = [...attachments, ...content.embedded];
  const find = (url: string) => known.find(({ filename }) => url === `${SCHEME}${filename}`);

  const inEmbeds = new Set(content.embedded.map(({ id }) => id));
  for (const embed of embeds) {
    for (const place of ['image', 'thumbnail'] as const) {
      const media = embed[place];
      if (!media?.url.startsWith(SCHEME)) continue;
      const file = find(media.url);
      if (file === undefined) {
        delete embed[place];
        continue;
      }
      inEmbeds.add(file.id);
      const { url, proxy_url, width, height } = file;
      Object.assign(media, { url, proxy_url, ...(width ? { width } : {}), ...(height ? { height } : {}) });
    }
  }

  const errors: ErrorTree = {};
  const ids = eachObject(components).map(({ node }) => ('id' in node && typeof node.id === 'number' ? node.id : 0));
  let nextId = Math.max(0, ...ids) + 1;
  for (const { node, path } of eachObject(components)) {
    if ('type' in node && typeof node.type === 'number' && !('id' in node)) Object.assign(node, { id: nextId++ });
    if (!('url' in node) || typeof node.url !== 'string' || !node.url.startsWith(SCHEME)) continue;
    const file = find(node.url);
    if (file !== undefined) {
      const { id, url, proxy_url, content_type } = file;
      Object.assign(node, { url, proxy_url, attachment_id: id, ...(content_type ? { content_type } : {}) });
    } else {
      const code = 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND';
      const message = 'The referenced attachment could not be found';
      addError(errors, [...prefix, 'components', ...path, 'url'], { code, message });
    }
  }
  if (Object.keys(errors).length > 0) throw invalidForm(errors);

  return {
    embeds,
    components,
    attachments: attachments.filter(({ id }) => !inEmbeds.has(id)),
    embedded: known.filter(({ id }) => inEmbeds.has(id)),
  };
}

/** Returns a value and every object inside it, each with its path, outermost first. */
function eachObject(value: unknown, path: string[] = []): { node: object; path: string[] }[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, child]) => eachObject(child, [...path, key]));
  return Array.isArray(value) ? inside : [{ node: value, path }, ...inside];
}
