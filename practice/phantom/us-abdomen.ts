/** Ultrasound cine of the upper abdomen: gall bladder with liver, or kidney, moving with breath. */
import { anatomyField } from './noise.ts';
import { type Echo, type EchoMap, renderFrame, usFrame } from './us-scan.ts';

export type UsLesion = 'normal-gallbladder' | 'gallstone' | 'normal-kidney' | 'hydronephrosis';

const fluid: Echo = { level: 1, loss: -0.16 };

/** Paints all frames of the cine, one after the other, 8 bit. */
export function paintUsCine(lesion: UsLesion, offset: number): Uint8Array<ArrayBuffer> {
  const { columns, rows, frames } = usFrame;
  const cine = new Uint8Array(columns * rows * frames);
  for (let frame = 0; frame < frames; frame++) {
    const breath = Math.sin((2 * Math.PI * frame) / frames);
    const pulse = Math.max(0, Math.sin((2 * Math.PI * frame * 2) / frames)) ** 3;
    const shift: readonly [number, number] = [5.5 * breath, 2.2 * breath];
    const still: EchoMap =
      lesion === 'normal-gallbladder' || lesion === 'gallstone'
        ? (x, y) => gallbladder(lesion === 'gallstone', x, y, offset, pulse)
        : (x, y) => kidney(lesion === 'hydronephrosis', x, y, offset);
    const map: EchoMap = (x, y) => (y < 17 ? wall(x, y, offset) : still(x - shift[0], y - shift[1]));
    const target = cine.subarray(frame * columns * rows, (frame + 1) * columns * rows);
    renderFrame(map, shift, offset * 40, target);
  }
  return cine;
}

/** Skin, fat and muscle under the probe: they stay while the organs slide. */
function wall(x: number, y: number, o: number): Echo {
  const layer = Math.sin(y * 1.25 + 1.3 * anatomyField(o + x / 26, y / 12, 1));
  return { level: (y < 3 ? 44 : 31) + 9 * layer, loss: 0.02 };
}

function liver(x: number, y: number, o: number, pulse: number): Echo {
  const diaphragm =
    Math.sqrt((x + 8) ** 2 + (y - 34) ** 2 * 1.05) - 102 + 2 * anatomyField(o + x / 20, y / 20, 2);
  if (Math.abs(diaphragm) < 1.6 && y > 70) return { level: 54, loss: 0.05 };
  if (diaphragm > 1.6 && y > 40) return { level: 20 - diaphragm * 0.35, loss: 0.02 };
  const portal = vesselDistance(x, y, -34, 78, 0.34, 46) - 4.6 - 0.5 * pulse;
  if (portal < 0) return { level: 3, loss: -0.05 };
  if (portal < 1.8) return { level: 46, loss: 0.01 };
  const hepatic = vesselDistance(x, y, -52, 48, -0.5, 40) - 3.1 + 0.4 * pulse;
  if (hepatic < 0) return { level: 4, loss: -0.04 };
  if (hepatic < 0.9) return { level: 36, loss: 0 };
  return { level: 29.5 + 2.6 * anatomyField(o + x / 9, y / 9, 4), loss: 0 };
}

/** Distance from a gently bent vessel that starts at (cx, cy) and runs along the slope for `length` mm. */
function vesselDistance(x: number, y: number, cx: number, cy: number, slope: number, length: number): number {
  const along = x - cx;
  if (along < 0 || along > length) return 99;
  const ends = 5 * Math.max(0, 1 - along / 7) ** 2 + 5 * Math.max(0, 1 - (length - along) / 16) ** 2;
  return Math.abs(y - cy - slope * along - 3 * Math.sin(along / 14)) * (1 + 0.25 * (along / length)) + ends;
}

function gallbladder(stone: boolean, x: number, y: number, o: number, pulse: number): Echo {
  const dx = x - 14;
  const dy = y - 62;
  const along = dx * 0.86 + dy * 0.5;
  const across = dy * 0.86 - dx * 0.5;
  const pear = 14.5 * (1 - along / 95);
  const r = Math.sqrt((along / 34) ** 2 + (across / pear) ** 2);
  if (r < 1) {
    if (stone) {
      const sx = along - 12;
      const sy = across - pear * 0.52;
      const s = Math.sqrt((sx / 7.5) ** 2 + (sy / 5.4) ** 2);
      if (s < 1) return { level: 58 - 10 * s, loss: 6.5 };
    }
    // Reverberation dims into the clear bile from the near wall.
    return across < -pear * 0.55 ? { level: 7, loss: -0.16 } : fluid;
  }
  if (r < 1.1) return { level: 47, loss: 0 };
  if (along > 6 && across > pear * 1.05 && y > 78) return bowel(x, y, o);
  return liver(x, y, o, pulse);
}

/** Bowel with gas: a bright, ragged front with a dirty shadow. */
function bowel(x: number, y: number, o: number): Echo {
  const front = anatomyField(o + 6 + x / 10, y / 7, 6);
  if (front > 0.5) return { level: 46, loss: 0.6 };
  return { level: 26 + 12 * front, loss: 0.05 };
}

function kidney(dilated: boolean, x: number, y: number, o: number): Echo {
  const dx = x - 4;
  const dy = y - 80;
  const along = dx * 0.95 + dy * 0.3;
  const across = dy * 0.95 - dx * 0.3;
  const rough = 0.05 * anatomyField(o + 12 + x / 9, y / 9, 3);
  const r = Math.sqrt((along / 54) ** 2 + (across / 26) ** 2) + rough;
  if (r > 1.07) {
    if (y > 113 + 9 * anatomyField(o + x / 24, 3, 8) - x * 0.08)
      return { level: 24 + 9 * anatomyField(o + x / 12, y / 6, 7), loss: 0.04 };
    return r < 1.2 ? { level: 37, loss: 0 } : liver(x, y, o, 0);
  }
  if (r > 1) return { level: 46, loss: 0 };
  const sinus = Math.sqrt((along / 34) ** 2 + (across / 10.5) ** 2) + 3 * rough;
  if (dilated) {
    const pelvis = Math.sqrt(((along - 2) / 21) ** 2 + ((across - 2) / 9.5) ** 2);
    let nearest = (pelvis - 1) * 9.5;
    for (const [cx, cy, radius] of calyces) {
      nearest = Math.min(nearest, Math.hypot(along - cx, across - cy) - radius);
    }
    if (nearest < 0) return fluid;
    if (nearest < 1.4) return { level: 45, loss: 0 };
  } else if (sinus < 1) {
    return { level: 45 + 5 * anatomyField(o + 15 + x / 5, y / 5, 5), loss: 0.01 };
  }
  const pyramid = Math.sin(Math.atan2(across / 26, along / 54) * 9 + 0.6);
  if (r > 0.5 && r < 0.8 && pyramid > 0.35 && sinus > 1.08) return { level: 17, loss: 0 };
  return { level: 24, loss: 0 };
}

const calyces: ReadonlyArray<readonly [along: number, across: number, radius: number]> = [
  [-27, -5, 8],
  [-26, 7, 6.5],
  [-8, -9.5, 6.5],
  [10, -10, 6.5],
  [27, -5, 7.5],
  [26, 7, 6.5],
];
