import {
  type APIButtonComponent,
  type APIMessage,
  type APIMessageTopLevelComponent,
  type APISelectMenuComponent,
  type APISelectMenuOption,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { click, select } from '../actions.ts';
import { selectable } from '../selectable.ts';
import { state } from '../state.ts';
import { attachmentView, picture } from './attachment.ts';
import { outIcon } from './icons.ts';
import { markdown } from './markdown.ts';
import type { Chosen } from './select-menu.ts';

type Nested<C> = C extends { components: (infer Child)[] } ? C | Child : C;
type Drawable = Nested<APIMessageTopLevelComponent> | APIButtonComponent | APISelectMenuComponent;

const STYLES: Record<number, string> = {
  [ButtonStyle.Primary]: 'primary',
  [ButtonStyle.Secondary]: 'secondary',
  [ButtonStyle.Success]: 'success',
  [ButtonStyle.Danger]: 'danger',
};

/** Renders the components of a message, including layout components (Components V2). */
export function componentView(message: APIMessage, component: Drawable): TemplateResult | typeof nothing {
  const nested = (children: readonly Drawable[]) => children.map((child) => componentView(message, child));
  switch (component.type) {
    case ComponentType.ActionRow:
      return html`<div class="action-row">${nested(component.components)}</div>`;
    case ComponentType.Button:
      return button(message, component);
    case ComponentType.StringSelect:
    case ComponentType.UserSelect:
    case ComponentType.RoleSelect:
    case ComponentType.MentionableSelect:
    case ComponentType.ChannelSelect:
      return menu(message, component);
    case ComponentType.Container: {
      const colour = component.accent_color;
      const edge = colour ? `border-inline-start-color: #${colour.toString(16).padStart(6, '0')}` : '';
      return html`<div class="embed container" .style=${edge}><div class="embed-main">${nested(component.components)}</div></div>`;
    }
    case ComponentType.Section: {
      const { accessory } = component;
      const aside =
        accessory.type === ComponentType.Thumbnail
          ? html`<img class="thumbnail" src=${accessory.media.url} alt=${accessory.description ?? ''}>`
          : button(message, accessory);
      return html`<div class="section"><div>${nested(component.components)}</div>${aside}</div>`;
    }
    case ComponentType.TextDisplay:
      return html`<div class="text-display">${markdown(component.content)}</div>`;
    case ComponentType.MediaGallery:
      return html`<div class="gallery">${component.items.map(({ media, description }) => picture(media.url, description ?? ''))}</div>`;
    case ComponentType.File:
      return html`${fileOf(message, component.file.url)}`;
    case ComponentType.Separator:
      return component.divider === false ? html`<div class="gap"></div>` : html`<hr>`;
    default:
      return nothing;
  }
}

function button(message: APIMessage, component: APIButtonComponent): TemplateResult {
  const label = 'label' in component ? component.label : undefined;
  const emoji = 'emoji' in component ? component.emoji?.name : undefined;
  const face = html`${emoji ? html`<span aria-hidden="true">${emoji}</span>` : nothing}${label ? html`<span>${label}</span>` : nothing}`;
  if (component.style === ButtonStyle.Link)
    return html`<a class="button secondary" href=${component.url} target="_blank" rel="noopener noreferrer">${face} ${outIcon}</a>`;
  if (component.style === ButtonStyle.Premium) return html`${nothing}`;
  const { custom_id: customId, disabled = false, style } = component;
  const isWaiting = state.waiting.has(`${message.id}/${customId}`);
  return html`<button
    type="button" class="button ${STYLES[style] ?? 'secondary'} ${isWaiting ? 'waiting' : ''}" ?disabled=${disabled}
    aria-busy=${isWaiting} aria-label=${label ? nothing : (emoji ?? customId)}
    @click=${() => (isWaiting ? undefined : click(message, customId))}
  >${face}</button>`;
}

function menu(message: APIMessage, component: APISelectMenuComponent): TemplateResult {
  const {
    custom_id: customId,
    placeholder = '',
    min_values: min = 1,
    max_values: max = 1,
    disabled = false,
  } = component;
  const options = selectable(component);
  const chosen = options.filter((option: APISelectMenuOption) => option.default).map(({ value }) => value);
  return html`<select-menu
    .options=${options} .chosen=${chosen} .placeholder=${placeholder} .min=${min} .max=${max} .disabled=${disabled}
    @chosen=${({ detail }: Chosen) => select(message, customId, detail)}
  ></select-menu>`;
}

function fileOf(message: APIMessage, url: string): TemplateResult | typeof nothing {
  const path = (text: string) => (URL.canParse(text) ? new URL(text).pathname : text);
  const file = message.attachments.find((attachment) => path(attachment.url) === path(url));
  return file ? attachmentView(file) : nothing;
}
