import { type APIMessage, ApplicationCommandType, MessageFlags } from 'discord-api-types/v10';
import { html, nothing, type TemplateResult } from 'lit';
import { useMenu } from '../actions.ts';
import { locale } from '../choose-command.ts';
import { localName } from '../command-draft.ts';
import { changed, state } from '../state.ts';

/** Element that had the focus before the menu opened. It gets the focus again when the menu closes. */
let opener: HTMLElement | null = null;

/** Opens the context menu of a message at the pointer, or below the button that was pressed. */
export function openMenu(event: MouseEvent, message: APIMessage): void {
  event.preventDefault();
  const button = event.currentTarget instanceof HTMLElement ? event.currentTarget : null;
  opener = document.activeElement instanceof HTMLElement ? document.activeElement : button;
  const box = button?.getBoundingClientRect();
  const isPointer = event.type === 'contextmenu' && event.clientX > 0;
  const x = isPointer ? event.clientX : (box?.right ?? 0) - 220;
  const y = isPointer ? event.clientY : (box?.top ?? 0) + 24;
  changed((now) => {
    now.menu = { messageId: message.id, x, y };
  });
  setTimeout(() => document.querySelector<HTMLElement>('.menu [role=menuitem]')?.focus());
}

/** Renders the context menu of a message: the commands of the bot (*Apps*) and other entries. */
export function messageMenu(): TemplateResult | typeof nothing {
  const { menu } = state;
  const message = state.messages.find(({ id }) => id === menu?.messageId);
  if (menu === null || message === undefined) return nothing;
  // Discord does not show commands for ephemeral messages.
  const isEphemeral = ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const commands = isEphemeral ? [] : state.commands.filter(({ type }) => type === ApplicationCommandType.Message);
  const place = `left: ${Math.max(8, Math.min(menu.x, innerWidth - 240))}px; top: ${Math.max(8, Math.min(menu.y, innerHeight - 60 - 40 * (commands.length + 2)))}px`;
  return html`<div class="menu-screen" @mousedown=${close} @contextmenu=${(event: Event) => event.preventDefault()}></div>
    <div class="menu" role="menu" aria-label="Message" .style=${place} @keydown=${onKey} @focusout=${onFocusOut}>
      ${commands.length > 0 ? html`<div class="menu-title" role="presentation">Apps</div>` : nothing}
      ${commands.map(
        (
          command,
        ) => html`<button type="button" role="menuitem" tabindex="-1" @click=${() => useMenu(message.id, command.name)}>
          <img class="avatar small" src="/icon.svg" alt=""> ${localName(command, locale())}</button>`,
      )}
      ${commands.length > 0 ? html`<hr role="presentation">` : nothing}
      <button type="button" role="menuitem" tabindex="-1" @click=${() => copy(message.content)}>Copy text</button>
      <button type="button" role="menuitem" tabindex="-1" @click=${() => copy(message.id)}>Copy message ID</button>
    </div>`;
}

function copy(text: string): void {
  void navigator.clipboard.writeText(text);
  close();
}

function close(): void {
  changed((now) => {
    now.menu = null;
  });
  opener?.focus();
}

function onFocusOut({ currentTarget, relatedTarget }: FocusEvent): void {
  if (relatedTarget instanceof Node && currentTarget instanceof Node && !currentTarget.contains(relatedTarget)) close();
}

function onKey(event: KeyboardEvent): void {
  const items = [...document.querySelectorAll<HTMLElement>('.menu [role=menuitem]')];
  const at = items.findIndex((item) => item.matches(':focus'));
  const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  const to = moves[event.key];
  if (to !== undefined) items.at(to % items.length)?.focus();
  else if (event.key === 'Escape' || event.key === 'Tab') close();
  else return;
  event.preventDefault();
}
