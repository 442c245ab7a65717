import { describe, expect } from 'vitest';
import { press } from './forge.ts';
import { answer, controlled, refusal } from './reply.ts';
import { storeSound } from './store-sound.ts';
import { test } from './test.ts';

describe('/list with a name', () => {
  test.beforeEach(async ({ guild }) => {
    for (let index = 0; index < 24; index++) await storeSound(guild, { label: `kick ${index}` });
    await storeSound(guild, { label: 'loop_amen' });
    for (let index = 0; index < 12; index++) await storeSound(guild, { label: `hat ${index}`, tags: ['hat'] });
  });

  test('jumps to the page with the sound, and marks the sound', async ({ ada }) => {
    const found = await answer(ada.slash('list', { name: 'AMEN' }));
    expect(found.footer).toMatch(/page 2 of 4$/);
    expect(found.description).toMatch(/^➡️ \*\*13\.\*\* loop_amen|^➡️ \*\*13\.\*\* loop\\_amen/m);
    expect(found.content).toBe('');
  });

  test('offers a jump to the other matches, which works within the filters', async ({ ada }) => {
    const found = await answer(ada.slash('list', { name: 'hat 1', tag: 'hat' }));
    expect(found.content).toBe('3 names match “hat 1”. This page has the first one.');
    const { options } = found.menu(/Jump/);
    expect(options.map(({ label }) => label)).toEqual(['hat 1', 'hat 11', 'hat 10']);
    const jumped = await answer(ada.select(found, found.menu(/Jump/).custom_id, [options[2]?.value ?? '']), (reply) =>
      reply.description.includes('➡️ **2.** hat 10'),
    );
    expect([jumped.content, jumped.footer]).toEqual(['', '12 sounds · page 1 of 2']);
  });

  test('asks whether a similar name was meant, and says so in other commands too', async ({ ada }) => {
    const asked = await controlled(ada.slash('list', { name: 'loop_amne' }));
    expect(asked.content).toBe('There is no sound called “loop\\_amne” here. Did you mean:');
    expect((await answer(ada.click(asked, 'loop_amen'))).description).toContain('➡️ **13.**');
    expect(await refusal(ada.slash('info', { sound: 'amne' }))).toBe(
      'There is no sound called “amne” here. Did you mean “loop\\_amen”?',
    );
    expect(await ada.autocomplete('list', 'name', 'loop_amne').choices()).toHaveLength(1);
    expect(await refusal(ada.slash('list', { name: 'something else' }))).toMatch(/^There is no sound called/);
  });

  test('accepts the buttons of earlier versions', async ({ world, ada }) => {
    expect((await answer(await press(world, ada, 'list:3::'))).footer).toMatch(/page 4 of 4$/);
    expect((await answer(await press(world, ada, 'list:0::hat'))).footer).toMatch(/^12 sounds/);
  });
});

test('a name in an empty library is answered with how to add the first sound', async ({ ada }) => {
  expect(await refusal(ada.slash('list', { name: 'x' }))).toBe('This library is empty. Add the first sound with /add.');
  expect(await refusal(ada.slash('info', { sound: 'x' }))).toBe(
    'This library is empty. Add the first sound with /add.',
  );
});
