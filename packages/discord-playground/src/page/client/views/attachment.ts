import type { APIAttachment } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { clockText, sizeText } from '../format.ts';
import { fileIcon, microphoneIcon, soundIcon } from './icons.ts';

/** Extensions of the files that are shown as audio, whatever their content type is. */
const AUDIO = /\.(mp3|wav|ogg|oga|opus|flac|m4a|aac|aif|aiff|wma)$/i;

/** Renders an attachment: a picture, a player for audio or video, or a link. */
export function attachmentView(attachment: APIAttachment): TemplateResult {
  const { content_type: type = '', filename, url, description } = attachment;
  if (/^image\/(png|jpeg|gif|webp)/.test(type)) return picture(url, description ?? filename, attachment);
  if (type.startsWith('audio/') || AUDIO.test(filename)) return player(attachment);
  if (type.startsWith('video/'))
    return html`<video class="picture" controls preload="metadata" src=${url} aria-label=${filename}></video>`;
  return html`<div class="file">${fileIcon}${name(attachment)}</div>`;
}

/** Renders a picture. @param size width and height in pixels, if known, so that the page does not shift on loading */
export function picture(
  url: string,
  alt: string,
  { width, height }: { width?: number | null; height?: number | null } = {},
): TemplateResult {
  const ratio = width && height ? `--ratio: ${width / height}` : '';
  return html`<a class="picture-link" href=${url} target="_blank" rel="noopener"><img
    class="picture" .style=${ratio} src=${url} alt=${alt} width=${width ?? nothing} height=${height ?? nothing}></a>`;
}

/** Renders a voice message: a player with the duration and without a file name. */
function player(attachment: APIAttachment): TemplateResult {
  const { url, filename, duration_secs: seconds, title, description } = attachment;
  const label = seconds === undefined ? (title ?? filename) : `Voice message, ${clockText(Math.max(1, seconds))}`;
  return html`<div class="file audio" data-filename=${filename}>
    <div class="file-head">
      ${seconds === undefined ? soundIcon : microphoneIcon}
      ${seconds === undefined ? name(attachment) : html`<div class="file-name">${label}</div>`}
    </div>
    <audio controls preload="metadata" src=${url} aria-label=${`Player: ${label}`} title=${description ?? nothing}></audio>
  </div>`;
}

function name({ url, filename, title, size }: APIAttachment): TemplateResult {
  return html`<div class="file-name">
    <a href=${url} download=${filename}>${title ?? filename}</a>
    <span class="muted">${sizeText(size)}</span>
  </div>`;
}
