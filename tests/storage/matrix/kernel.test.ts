import { expect, test } from 'vitest';
import * as codes from '../../../src/storage/matrix/codes-kernel-bytes.ts';
import * as halves from '../../../src/storage/matrix/kernel-bytes.ts';
import { compileKernel } from '../../helpers/compile-kernel.ts';

test('the compiled kernels are those that kernel.wat and codes-kernel.wat describe', async () => {
  expect(halves.KERNEL_BASE64).toBe(await compileKernel('storage/matrix/kernel.wat'));
  expect(codes.KERNEL_BASE64).toBe(await compileKernel('storage/matrix/codes-kernel.wat'));
});
