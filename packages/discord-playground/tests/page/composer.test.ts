import { describe, expect } from 'vitest';
import { chromiumPath } from './chromium.ts';
import { test } from './test.ts';

describe.skipIf(chromiumPath === undefined)('the composer', { timeout: 120_000 }, () => {
  test('puts text after the name of a command into its first option', async ({
    playground,
    register,
    page,
    composer,
  }) => {
    await register({
      name: 'find',
      description: 'Finds',
      options: [{ type: 3, name: 'words', description: 'What to find' }],
    });
    await composer.pressSequentially('/find ');
    await page.getByRole('textbox', { name: 'words' }).waitFor();
    await page.keyboard.type('dog barking');
    await page.keyboard.press('Enter');
    await composer.waitFor();
    expect(playground.member('ada').messages()).toEqual([]);
  });

  test('keeps a message that could not be sent', async ({ playground, page, composer }) => {
    await composer.fill('not to be lost');
    await playground.close();
    await page.getByText('Connection lost').waitFor();
    await composer.press('Enter');
    await page.getByText('is not running any more').waitFor();
    expect(await composer.inputValue()).toBe('not to be lost');
  });
});
