import type { InteractionReplyOptions } from 'discord.js';
import { expect, test, vi } from 'vitest';
import { commands } from '../../../src/commands/index.ts';
import { help } from '../../../src/commands/library/help.ts';
import { LANGUAGES, messagesFor } from '../../../src/i18n/index.ts';
import { DEFAULT_SETTINGS } from '../../../src/storage/settings.ts';

test.each(['en-US', ...Object.keys(LANGUAGES)])(
  '/help fits the fields of an embed in %s with the longest settings, and links to the privacy policy',
  async (locale) => {
    const ids = Array.from({ length: 25 }, (_, i) => String(1_000_000_000_000_000_000n + BigInt(i)));
    const roles = { cache: new Map(ids.map((id) => [id, { name: '*'.repeat(100) }])) };
    const channels = { cache: new Map(ids.slice(1).map((id) => [id, {}])) };
    const settings = { ...DEFAULT_SETTINGS, adders: ids, channels: ids };
    const commandIds = new Map(commands.map(({ data }) => [data.name, ids[0] ?? '']));
    const privacy = { graceDays: 3650, policyUrl: `https://example.com/${'x'.repeat(100)}` };
    const reply = vi.fn<(said: InteractionReplyOptions) => Promise<void>>(async () => {});
    await Reflect.apply(help.run, help, [
      { guild: { id: '1', roles, channels }, options: { getString: () => null }, reply },
      { app: { engine: { mode: 'clap' }, commandIds, privacy }, t: messagesFor(locale), settings },
    ]);
    const [embed] = reply.mock.calls[0]?.[0].embeds ?? [];
    const lengths = embed && 'fields' in embed ? (embed.fields ?? []).map(({ value }) => value.length) : [];
    expect(lengths).toHaveLength(6);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1024);
    expect(JSON.stringify(embed)).toContain(privacy.policyUrl);
  },
);
