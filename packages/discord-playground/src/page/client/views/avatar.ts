import { html, type TemplateResult } from 'lit';
import { colourOf } from '../format.ts';
import { state } from '../state.ts';

/** Renders a round avatar: the bot's icon, or a person's initial on a color. */
export function avatar(id: string, name: string, size: 'small' | 'large' = 'large'): TemplateResult {
  if (id === state.bot.id) return html`<img class="avatar ${size}" src="/icon.svg" alt="">`;
  return html`<span class="avatar ${size} ${colourOf(id)}" aria-hidden="true">${[...name][0]?.toUpperCase()}</span>`;
}
