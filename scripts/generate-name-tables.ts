/**
 * Makes the two character tables that names are compared by, from Unicode's Unihan database (Debian: unicode-data) and from
 * the glyphs of Noto Sans CJK SC as Chromium draws them. Run by hand when either changes:
 * `node scripts/generate-name-tables.ts UNIHAN_VARIANTS.txt`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const folder = join(import.meta.dirname, '..', 'shared', 'study');
const [variantsFile] = process.argv.slice(2);
if (variantsFile === undefined) throw new Error('usage: generate-name-tables.ts UNIHAN_VARIANTS.txt');

/** Every character of GB 2312 (6763 of them): what names in a region's records are written with. */
function gb2312(): string[] {
  const decoder = new TextDecoder('gb18030');
  const characters: string[] = [];
  for (let row = 0xb0; row <= 0xf7; row += 1)
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) {
      const character = decoder.decode(new Uint8Array([row, cell]));
      if (/^\p{Script=Han}$/u.test(character)) characters.push(character);
    }
  return characters;
}

/** Pairs traditional, simplified; a character that is also its own simplified form is left alone. */
function traditionalPairs(text: string): string {
  const letter = (code: string): string => String.fromCodePoint(Number.parseInt(code.slice(2), 16));
  const pairs: string[] = [];
  for (const line of text.split('\n')) {
    const [code, field, value] = line.split('\t');
    if (field !== 'kSimplifiedVariant' || code === undefined || value === undefined) continue;
    const targets = value.split(' ').map((one) => one.split('<')[0] ?? '');
    const [first] = targets;
    if (first === undefined || targets.includes(code) || code.length > 6 || first.length > 6) continue;
    pairs.push(letter(code) + letter(first));
  }
  return pairs.join('');
}

const side = 26;

/** Grey values of each glyph, blurred a little, centred and scaled to length 1. */
async function drawGlyphs(characters: readonly string[]): Promise<number[][]> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    return await page.evaluate(
      ({ list, size }) => {
        const canvas = document.createElement('canvas');
        canvas.width = size;
        canvas.height = size;
        const pen = canvas.getContext('2d', { willReadFrequently: true });
        if (pen === null) throw new Error('no canvas');
        pen.font = `${size - 2}px "Noto Sans CJK SC"`;
        pen.textBaseline = 'middle';
        pen.textAlign = 'center';
        pen.filter = 'blur(0.8px)';
        return list.map((character) => {
          pen.clearRect(0, 0, size, size);
          pen.fillText(character, size / 2, size / 2);
          const { data } = pen.getImageData(0, 0, size, size);
          return Array.from({ length: size * size }, (_, at) => data[at * 4 + 3] ?? 0);
        });
      },
      { list: [...characters], size: side },
    );
  } finally {
    await browser.close();
  }
}

/** At most so many look-alikes a character, the nearest first. */
const mostAlike = 5;
const nearEnough = 0.86;

async function alikePairs(): Promise<string[]> {
  const characters = gb2312();
  const glyphs = (await drawGlyphs(characters)).map((grey) => {
    const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
    const centred = Float32Array.from(grey, (value) => value - mean);
    const length = Math.hypot(...centred) || 1;
    return centred.map((value) => value / length);
  });
  const near = characters.map(() => [] as { at: number; cosine: number }[]);
  for (let one = 0; one < glyphs.length; one += 1)
    for (let other = one + 1; other < glyphs.length; other += 1) {
      const a = glyphs[one] as Float32Array;
      const b = glyphs[other] as Float32Array;
      let cosine = 0;
      for (let at = 0; at < a.length; at += 1) cosine += (a[at] as number) * (b[at] as number);
      if (cosine < nearEnough) continue;
      near[one]?.push({ at: other, cosine });
      near[other]?.push({ at: one, cosine });
    }
  return characters.flatMap((character, at) => {
    const alike = (near[at] ?? []).sort((a, b) => b.cosine - a.cosine).slice(0, mostAlike);
    return alike.length === 0 ? [] : [character + alike.map((one) => characters[one.at]).join('')];
  });
}

function writeTable(name: string, header: string, constant: string, text: string): void {
  const lines = text.match(/.{1,96}/gu) ?? [];
  const body = lines.map((line) => `  '${line}'`).join(' +\n');
  writeFileSync(join(folder, name), `/** ${header} */\n\nexport const ${constant} =\n${body};\n`);
}

writeTable(
  'traditional-simplified.generated.ts',
  'Traditional characters and their simplified forms, two by two: Unihan kSimplifiedVariant, Unicode 15.0.',
  'traditionalSimplified',
  traditionalPairs(readFileSync(variantsFile, 'utf8')),
);
const alike = await alikePairs();
writeTable(
  'alike-characters.generated.ts',
  'Characters of GB 2312 whose glyphs are taken for each other: a character, its look-alikes, a space.',
  'alikeCharacters',
  alike.join(' '),
);
console.log(`${alike.length} characters have look-alikes`);
