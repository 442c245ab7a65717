import { once } from 'node:events';
import { createServer } from 'node:http';
import S3rver from 's3rver';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { openBlobs } from '../../../src/storage/blobs/open-blobs.ts';
import { openS3Blobs } from '../../../src/storage/blobs/s3-blobs.ts';
import { sharedFolder } from '../../helpers/temporary-folder.ts';
import { blobContract } from './blob-contract.ts';

describe('a bucket of blobs', () => {
  const folder = sharedFolder();
  let endpoint = '';
  beforeAll(async () => {
    const server = new S3rver({
      port: 0,
      address: '127.0.0.1',
      silent: true,
      directory: folder,
      configureBuckets: [{ name: 'sounds', configs: [] }],
    });
    const { port } = await server.run();
    endpoint = `http://127.0.0.1:${port}`;
    return () => server.close();
  });
  let tests = 0;
  /** Opens an empty part of the bucket. */
  const open = async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'S3RVER');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'S3RVER');
    return openBlobs(`s3://sounds/part${tests++}?endpoint=${endpoint}`);
  };

  blobContract(open);

  test.each([
    ['AccessDenied', 'AccessDenied'],
    ['SlowDown', 'audio'],
  ])('reports a file that the server does not remove although it answers (%s)', async (code, message) => {
    const answer = `<DeleteResult><Error><Key>1/a.wav</Key><Code>${code}</Code><Message>no</Message></Error></DeleteResult>`;
    const server = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(200, { 'content-type': 'application/xml' }).end(answer));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const blobs = openS3Blobs({ bucket: 'sounds', prefix: '', endpoint: `http://127.0.0.1:${port}` });
    await expect(blobs.remove(['1/a.wav'])).rejects.toThrow(message);
    await blobs.close();
    server.close();
  });

  test('tells members if the server cannot be reached', { timeout: 30_000 }, async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
    const blobs = openS3Blobs({ bucket: 'sounds', prefix: '', endpoint: 'http://127.0.0.1:9' });
    await expect(blobs.put('1/a.wav', new Uint8Array(3))).rejects.toMatchObject({
      details: { code: 'audioStoreAway' },
    });
    await expect(blobs.read('1/a.wav')).rejects.toMatchObject({ details: { code: 'audioStoreAway' } });
    await blobs.close();
  });
});
