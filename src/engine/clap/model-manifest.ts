import type { ClapDtype } from './locate.ts';

export interface Digest {
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** A model at one commit of its repository on the hub. */
export interface Published {
  readonly revision: string;
  /** By path inside the repository. */
  readonly files: Readonly<Record<string, Digest>>;
}

/**
 * Models whose every byte is known beforehand. The revision of `clap-htsat-unfused` and the digests of its files are
 * those that several independent public projects pin (among them Findit-AI/textclap `models/MODELS.md`);
 * `preprocessor_config.json` was also compared with a copy of our own.
 */
export const PUBLISHED: Readonly<Record<string, Published>> = {
  'Xenova/clap-htsat-unfused': {
    revision: 'c28f2883575e590e04d3146ff0713c2448d691ba',
    files: {
      'config.json': { bytes: 699, sha256: '39c6d90fe29cf2cce650dd5c92c38a1e35b130d9ce0bb98585222ad687ad979b' },
      'preprocessor_config.json': {
        bytes: 541,
        sha256: '9739f58296aa6f9ac18008fd0150fb2649bc554985fbde86d0a4041c882ac753',
      },
      'tokenizer.json': {
        bytes: 2_108_774,
        sha256: 'dc239041d98de27ffc3975473a1a23e3db4c937b23c138c38bbc66588bd247e5',
      },
      'onnx/audio_model_quantized.onnx': {
        bytes: 34_301_667,
        sha256: '3fcff2c8824e7bcb83a983f2a49edab3b60cbcf4872ac70efee517355173bd1f',
      },
      'onnx/text_model_quantized.onnx': {
        bytes: 126_603_263,
        sha256: '1a3df8b197e249816e08415fd040434c44762b2eea7eb7bf8a48a0f0bf3c14e5',
      },
      'onnx/audio_model.onnx': {
        bytes: 117_528_416,
        sha256: 'a1c2b43c44f71e0fa841a4b86700886c199bf87699ea45632c4d831bc6c88957',
      },
      'onnx/text_model.onnx': {
        bytes: 501_513_769,
        sha256: '6df7c51f2d78e236a03f2b816e613d538c815639d13644fe7c2124f439da9648',
      },
    },
  },
};

/**
 * The files that the engine reads, in the order in which they are fetched: `config.json` last, as a folder counts as a
 * model once that is there.
 */
export function modelFiles(dtype: ClapDtype): readonly string[] {
  const suffix = dtype === 'q8' ? '_quantized' : '';
  return [
    'preprocessor_config.json',
    'tokenizer.json',
    `onnx/audio_model${suffix}.onnx`,
    `onnx/text_model${suffix}.onnx`,
    'config.json',
  ];
}
