import type { APISelectMenuOption } from 'discord-api-types/v10';
import { html, LitElement, nothing, type TemplateResult } from 'lit';

import { chevronIcon } from './icons.ts';

/** Event with the chosen values: sent at once if only one can be chosen, otherwise when the list closes. */
export interface Chosen extends CustomEvent<string[]> {}

/** Side of a menu's button on which the open list of options is shown, and height of the list in pixels. */
interface Room {
  readonly side: 'above' | 'below';
  readonly height: number;
}

/** Limits of the height of an open list of options, and its distance from the edge of the visible area, in pixels. */
const MAX_HEIGHT = 260;
const MIN_HEIGHT = 90;
const GAP = 8;

/**
 * Discord's select menu: a button that opens a list. A native `<select>` would send each value that the arrow keys
 * pass.
 * Keys: up, down, Home, End and first letters move, Enter or space choose, Escape closes.
 */
export class SelectMenu extends LitElement {
  static override properties = {
    options: { attribute: false },
    chosen: { attribute: false },
    placeholder: {},
    label: {},
    min: { type: Number },
    max: { type: Number },
    disabled: { type: Boolean },
    isOpen: { state: true },
    room: { state: true },
    active: { state: true },
  };

  declare options: readonly APISelectMenuOption[];
  declare chosen: readonly string[];
  declare placeholder: string;
  declare label: string;
  declare min: number;
  declare max: number;
  declare disabled: boolean;
  declare isOpen: boolean;
  declare room: Room;
  declare active: number;
  readonly #listId = `list-${crypto.randomUUID()}`;

  constructor() {
    super();
    Object.assign(this, { options: [], chosen: [], placeholder: '', label: '', min: 1, max: 1 });
    Object.assign(this, { disabled: false, isOpen: false, room: { side: 'below', height: MAX_HEIGHT }, active: 0 });
  }

  /** Renders into the element itself, not into a shadow tree, so that the page's style sheet applies. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('focusout', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && this.contains(relatedTarget))) this.#close(false);
    });
  }

  protected override render(): TemplateResult {
    const names = this.options.filter(({ value }) => this.chosen.includes(value)).map(({ label }) => label);
    const shown = names.length > 0 ? names.join(', ') : this.placeholder || 'Make a selection';
    return html`<button
        type="button" class="select-button" role="combobox" aria-haspopup="listbox" aria-expanded=${this.isOpen}
        aria-controls=${this.#listId} aria-label=${`${this.label || this.placeholder || 'Choose'}: ${shown}`}
        aria-activedescendant=${this.isOpen ? `${this.#listId}-${this.active}` : nothing}
        ?disabled=${this.disabled} @click=${() => (this.isOpen ? this.#close(true) : this.#open())} @keydown=${this.#onKey}
      ><span class=${names.length > 0 ? '' : 'placeholder'}>${shown}</span>${chevronIcon}</button>
      <ul id=${this.#listId} class="listbox ${this.room.side}" .style=${`max-block-size: ${this.room.height}px`} role="listbox" aria-label=${this.label || this.placeholder || 'Choices'}
        aria-multiselectable=${this.max > 1} ?hidden=${!this.isOpen}>
        ${this.options.map((option, index) => this.#option(option, index))}
      </ul>`;
  }

  #option({ label, value, description, emoji }: APISelectMenuOption, index: number): TemplateResult {
    const isChosen = this.chosen.includes(value);
    return html`<li id=${`${this.#listId}-${index}`} role="option" aria-selected=${isChosen}
      class=${index === this.active ? 'active' : ''} @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#choose(index)} @mousemove=${() => {
        this.active = index;
      }}>
      ${this.max > 1 ? html`<span class="check" aria-hidden="true">${isChosen ? '☑' : '☐'}</span>` : nothing}
      ${emoji?.name ? html`<span aria-hidden="true">${emoji.name}</span>` : nothing}
      <span>${label}${description ? html`<small>${description}</small>` : nothing}</span>
    </li>`;
  }

  #open(): void {
    this.active = Math.max(
      0,
      this.options.findIndex(({ value }) => this.chosen.includes(value)),
    );
    this.room = roomAround(this);
    this.isOpen = true;
  }

  /** Closes the list. @param isSent whether to send the event with the chosen values, if several can be chosen */
  #close(isSent: boolean): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    if (isSent && this.max > 1 && this.chosen.length >= this.min) this.#send();
  }

  #choose(index: number): void {
    const value = this.options[index]?.value;
    if (value === undefined) return;
    if (this.max <= 1) {
      this.chosen = [value];
      this.isOpen = false;
      this.#send();
    } else if (this.chosen.includes(value)) this.chosen = this.chosen.filter((other) => other !== value);
    else if (this.chosen.length < this.max) this.chosen = [...this.chosen, value];
  }

  #send(): void {
    this.dispatchEvent(new CustomEvent('chosen', { detail: [...this.chosen] }));
  }

  #onKey(event: KeyboardEvent): void {
    const last = this.options.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: Math.min(last, this.active + 1),
      ArrowUp: Math.max(0, this.active - 1),
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (!this.isOpen) {
      if (to === undefined) return;
      this.#open();
    } else if (to !== undefined) this.#move(to);
    else if (event.key === 'Enter' || event.key === ' ') this.#choose(this.active);
    else if (event.key === 'Escape') this.#close(this.max > 1);
    else if (event.key.length === 1) this.#move(this.#startingWith(event.key));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #startingWith(letter: string): number {
    const starts = ({ label }: APISelectMenuOption) => label.toLowerCase().startsWith(letter.toLowerCase());
    const after = this.options.findIndex((option, index) => index > this.active && starts(option));
    return after >= 0 ? after : Math.max(0, this.options.findIndex(starts));
  }

  #move(to: number): void {
    this.active = to;
    this.querySelector(`[id="${this.#listId}-${to}"]`)?.scrollIntoView({ block: 'nearest' });
  }
}

/** Returns on which side of an element a list has more room in the visible part of the page, and the list's height. */
function roomAround(element: Element): Room {
  const { top, bottom } = element.getBoundingClientRect();
  const visible = element.closest('.messages, dialog')?.getBoundingClientRect();
  const below = Math.min(visible?.bottom ?? innerHeight, innerHeight) - bottom - GAP;
  const above = top - Math.max(visible?.top ?? 0, 0) - GAP;
  const side = below < MAX_HEIGHT && above > below ? 'above' : 'below';
  return { side, height: Math.max(MIN_HEIGHT, Math.min(MAX_HEIGHT, side === 'above' ? above : below)) };
}

customElements.define('select-menu', SelectMenu);
