import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

describe('the log', () => {
  it('contains a failed request without its body and without the token in its address', () => {
    const script = `
      import { DiscordAPIError } from 'discord.js';
      import { createLog } from ${JSON.stringify(new URL('../src/log.ts', import.meta.url).href)};
      const raw = { code: 10008, message: 'Unknown Message' };
      const request = { files: [{ data: Buffer.from('member audio'), name: 'a.wav' }], json: { content: 'member text' } };
      const url = 'https://discord.com/api/v10/webhooks/1/SECRETTOKEN/messages/@original';
      createLog('info').error({ err: new DiscordAPIError(raw, 10008, 404, 'PATCH', url, request) }, 'failed');`;
    const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', script];
    const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    const line = JSON.parse(stderr);
    expect(line).toMatchObject({ msg: 'failed', err: { message: 'Unknown Message', code: 10008, status: 404 } });
    expect(stderr).not.toMatch(/SECRETTOKEN|member text|requestBody/);
  });
});
