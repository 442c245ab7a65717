import type { RESTOptions } from 'discord.js';
import { expect, test } from 'vitest';
import { RequestLost } from '../../src/discord/timed-request.ts';
import { withoutRefusedFiles } from '../../src/discord/without-refused-files.ts';

type Request = RESTOptions['makeRequest'];

const MESSAGE = {
  content: 'done',
  embeds: [
    { title: 'with a picture', image: { url: 'attachment://picture.png' } },
    { title: 'with a link', image: { url: 'https://example.com/a.png' } },
  ],
  components: [],
  // The first is a new file, and the second an attachment that the message keeps.
  attachments: [{ id: '0', description: 'new' }, { id: '1234567890123456789' }],
};

function form(message: object): FormData {
  const body = new FormData();
  body.append('files[0]', new Blob(['PNG']), 'picture.png');
  body.append('payload_json', JSON.stringify(message));
  return body;
}

/** Sends a message whose first try ends with `first`. Returns the response, and the bodies of all tries. */
async function send(message: object, first: Response | Error) {
  const bodies: unknown[] = [];
  const request: Request = async (_, { body }) => {
    bodies.push(typeof body === 'string' ? JSON.parse(body) : body);
    if (bodies.length > 1) return new Response('{}', { status: 200 });
    if (first instanceof Error) throw first;
    return first;
  };
  const response = await withoutRefusedFiles(request, 'http://127.0.0.1/', { body: form(message) });
  return { response, bodies };
}

test.each([
  ['status 413', new Response('<html>', { status: 413 })],
  ['error 40005', Response.json({ code: 40005, message: 'Request entity too large' }, { status: 400 })],
  ['no response in time', new RequestLost('slow', { isTimeout: true })],
])('after %s, the message is sent without its new files and their picture', async (_, first) => {
  const { response, bodies } = await send(MESSAGE, first);
  expect(response.status).toBe(200);
  expect(bodies).toHaveLength(2);
  expect(bodies[1]).toEqual({
    ...MESSAGE,
    embeds: [{ title: 'with a picture' }, MESSAGE.embeds[1]],
    attachments: [{ id: '1234567890123456789' }],
  });
});

test('a message that is nothing but files is not sent again', async () => {
  const { response, bodies } = await send({ attachments: [{ id: '0' }] }, new Response('<html>', { status: 413 }));
  expect(response.status).toBe(413);
  expect(bodies).toHaveLength(1);
});

test('any other rejection is returned with its body', async () => {
  const rejection = { code: 50035, message: 'Invalid Form Body' };
  const { response, bodies } = await send(MESSAGE, Response.json(rejection, { status: 400 }));
  expect(bodies).toHaveLength(1);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await response.json()).toEqual(rejection);
});
