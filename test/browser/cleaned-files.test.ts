import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import { defaultCleaningLimits } from '../../functions/cleaning/limits.ts';
import { launchChromium } from '../../tools/screenshots/launch-chromium.ts';
import { realFile, realFileNames } from '../cleaning/real-files.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage();
});
afterAll(() => browser.close());

/** Width, height, and a digest of the pixels as the browser shows them, turned as the file says. */
const shown = (bytes: Uint8Array, contentType: string): Promise<string> =>
  page.evaluate<string>(`(async () => {
    const image = new Image();
    image.src = 'data:${contentType};base64,${Buffer.from(bytes).toString('base64')}';
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    let digest = 0;
    for (const value of data) digest = (digest * 31 + value) | 0;
    return [canvas.width, canvas.height, digest].join(' ');
  })()`);

test.each(realFileNames.filter((name) => /\.(jpg|png|webp|gif)$/.test(name)))(
  '%s looks the same when it is cleaned, pixel by pixel',
  async (name) => {
    const original = realFile(name);
    const result = await cleanFile(original, defaultCleaningLimits);
    if (result.kind !== 'cleaned') throw new Error(name);
    const contentType = `image/${result.type}`;
    expect(await shown(result.bytes, contentType)).toBe(await shown(original, contentType));
  },
);
