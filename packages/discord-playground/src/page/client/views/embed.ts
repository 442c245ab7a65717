import type { APIEmbed } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { timeText } from '../format.ts';
import { picture } from './attachment.ts';
import { markdown } from './markdown.ts';

export function embedView(embed: APIEmbed): TemplateResult {
  const { author, title, url, description, fields = [], image, thumbnail, footer, timestamp, color } = embed;
  const edge = color === undefined ? '' : `border-inline-start-color: #${color.toString(16).padStart(6, '0')}`;
  const heading =
    title === undefined ? nothing : url ? markdown(`[${title}](${url})`, 'line') : markdown(title, 'line');
  return html`<div class="embed" .style=${edge}>
    <div class="embed-main">
      ${author ? html`<div class="embed-author">${author.name}</div>` : nothing}
      ${title ? html`<div class="embed-title">${heading}</div>` : nothing}
      ${description ? html`<div class="embed-text">${markdown(description)}</div>` : nothing}
      ${fields.length > 0 ? html`<div class="embed-fields">${fields.map(field)}</div>` : nothing}
      ${image ? picture(image.url, altText(embed), image) : nothing}
      ${
        footer || timestamp
          ? html`<div class="embed-footer">${[footer?.text, timestamp && timeText(timestamp)].filter(Boolean).join(' • ')}</div>`
          : nothing
      }
    </div>
    ${thumbnail ? html`<img class="thumbnail" src=${thumbnail.url} alt="">` : nothing}
  </div>`;
}

function field({ name, value, inline }: NonNullable<APIEmbed['fields']>[number]): TemplateResult {
  return html`<div class=${inline ? 'embed-field inline' : 'embed-field'}>
    <div class="embed-field-name">${markdown(name, 'line')}</div>
    <div class="embed-text">${markdown(value)}</div>
  </div>`;
}

function altText({ image, title }: APIEmbed): string {
  return image && 'description' in image && typeof image.description === 'string'
    ? image.description
    : `Picture: ${title ?? 'of this embed'}`;
}
