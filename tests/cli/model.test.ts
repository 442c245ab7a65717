import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeStandIn } from '../../scripts/clap-stand-in/write-stand-in.ts';
import { toneFile } from '../helpers/signals.ts';
import { sharedFolder } from '../helpers/temporary-folder.ts';
import { soundalike } from './soundalike.ts';

const folder = sharedFolder();
const ONE_THREAD = ['--threads', '1'];

it('soundalike warns why an installed CLAP model cannot be used, and continues without it', async () => {
  const models = join(folder, 'models');
  const model = await writeStandIn(models);
  await truncate(join(model, 'onnx', 'audio_model_quantized.onnx'), 1000);
  const tone = join(folder, 'tone.wav');
  await writeFile(tone, toneFile());
  const { status, stdout, stderr } = await soundalike(['embed', tone, '--models', models, ...ONE_THREAD, '--json']);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ clap: null });
  expect(stderr).toMatch(/^soundalike: CLAP cannot be used.*audio_model_quantized\.onnx.*\n$/);
});

describe('soundalike model', () => {
  it('copies a model from a folder and tests that the model loads', async () => {
    const [source, models] = [join(folder, 'source'), join(folder, 'copied')];
    await writeStandIn(source);
    const { status, stdout } = await soundalike(['model', '--from', source, '--models', models, ...ONE_THREAD]);
    expect(status).toBe(0);
    expect(stdout).toContain(`${join(models, 'Xenova/clap-htsat-unfused')}: 5 files copied\n`);
    expect(stdout).toMatch(/\nThese files differ from the published model: .*config\.json\n/);
    expect(stdout).toMatch(/\nThe model loads: stand-in for Xenova\/clap-htsat-unfused:q8:\w+\n$/);
  });

  it('rejects a folder without a model in one line', async () => {
    const { status, stderr } = await soundalike(['model', '--from', folder, '--models', join(folder, 'none')]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^soundalike: .* holds no usable model: .*\n$/);
  });
});
